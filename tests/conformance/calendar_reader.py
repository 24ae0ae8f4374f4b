"""Reads the one event of an iCalendar file, and refuses what RFC 5545 does not allow.

Usage: python calendar_reader.py <zone> < file. Prints the event as JSON, times as the clocks of that zone show them.
"""

import datetime
import json
import sys
import zoneinfo

from icalendar import Calendar
from icalendar.parser import Contentline


def check_lines(data):
    """Every line ends with CRLF, is 75 octets long at most, and is text for itself."""
    *lines, rest = data.split(b"\r\n")
    assert not rest, f"the last line does not end: {rest}"
    for line in lines:
        assert 0 < len(line) <= 75, f"{len(line)} octets: {line}"
        control = [c for c in line.decode() if (c < " " and c != "\t") or c == "\x7f"]
        assert not control, f"{control} in {line}"
    for line in data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]:
        Contentline(line, strict=True).parts()


def check_component(component):
    """It could be read, has what it must have, nothing twice and nothing else."""
    assert not component.errors, component.errors
    for name in component.required:
        assert name in component, f"{component.name} without {name}"
    for name, value in component.items():
        assert name in component.singletons, f"{name} in {component.name}"
        assert not isinstance(value, list), f"{component.name} with more than one {name}"


def local(moment, zone):
    """A time of the file as the clocks of the zone show it; those of an all-day event are local wherever one is."""
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime.combine(moment, datetime.time())
    return (moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()


def main(zone):
    data = sys.stdin.buffer.read()
    check_lines(data)
    calendar = Calendar.from_ical(data)
    calendar.validate()
    for component in calendar.walk():
        check_component(component)
    (event,) = calendar.subcomponents
    assert event.name == "VEVENT", event.name
    start, end = event.DTSTART, event.DTEND
    assert type(start) is type(end) and start < end, (start, end)
    for alarm in event.walk("VALARM"):
        assert alarm["ACTION"] == "DISPLAY" and alarm["DESCRIPTION"], alarm
    whole_day = not isinstance(start, datetime.datetime)
    print(
        json.dumps(
            {
                "method": calendar["METHOD"],
                "uid": event["UID"],
                "status": event["STATUS"],
                "sequence": event["SEQUENCE"],
                "stamp": event.DTSTAMP.isoformat(),
                "modified": event.LAST_MODIFIED.isoformat(),
                "dtstart": start.isoformat() if whole_day else local(start, zone),
                "dtend": end.isoformat() if whole_day else local(end, zone),
                "summary": event["SUMMARY"],
                "description": event["DESCRIPTION"],
                "url": event.get("URL"),
                "transparency": event["TRANSP"],
                "alarms": [[local(time.trigger, zone), time.alarm["DESCRIPTION"]] for time in event.alarms.times],
            }
        )
    )


main(zoneinfo.ZoneInfo(sys.argv[1]))
