//! A headless Chromium for tests of the web page. It waits by asking the browser again, never by sleeping.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::{Method, Url};
use serde_json::{Value, json};

/// Keys by their `WebDriver` codes, for [`Browser::keys`].
pub mod key {
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const UP: &str = "\u{e013}";
    pub const DOWN: &str = "\u{e015}";
}

/// A phone of the smallest usual width, today's phone, the smallest one there was, and a laptop.
pub const PHONE: (u32, u32) = (360, 740);
pub const USUAL_PHONE: (u32, u32) = (390, 844);
pub const SMALL_PHONE: (u32, u32) = (320, 568);
pub const DESKTOP: (u32, u32) = (1280, 800);

const PATIENCE: Duration = Duration::from_secs(20);
const MISSING: &str =
    "The browser tests need Chromium and chromedriver: run tests/run, which brings them along.";

/// A browser with one window. Call [`Browser::close`] at the end of a test; on a panic dropping it ends the processes.
pub struct Browser {
    client: Client,
    // Ends Chromium too, so it has to outlive the client.
    _driver: Driver,
}

impl Browser {
    /// Starts a browser that speaks `language` and shows `url` in a window of `size`.
    pub async fn open(url: &str, language: &str, size: (u32, u32)) -> Self {
        let driver = Driver::start();
        let capabilities = capabilities(language);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .unwrap_or_else(|error| panic!("{MISSING} The browser did not start: {error}"));
        let browser = Self { client, _driver: driver };
        browser.resize(size).await;
        browser.client.goto(url).await.expect("the page");
        browser
    }

    /// Gives the page a window of this width and height in CSS pixels; up to 600 it is a phone with a touch screen.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        let mobile = width <= 600;
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": mobile})).await;
    }

    /// Switches between the dark and the light scheme.
    pub async fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": value}]});
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// Waits for an element.
    pub async fn see(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => self.fail(css, &error.to_string()).await,
        }
    }

    /// Waits until nothing matches.
    pub async fn see_none(&self, css: &str) {
        self.see(&format!("html:not(:has({css}))")).await;
    }

    /// Waits for an element of a class that contains a text.
    pub async fn see_text(&self, class: &str, text: &str) -> Element {
        self.find(&containing(class, text), text).await
    }

    /// Waits for an element and clicks it.
    pub async fn click(&self, css: &str) {
        self.see(css).await.click().await.unwrap_or_else(|error| panic!("{css} can be clicked: {error}"));
    }

    /// Waits for an element of a class that contains a text, and clicks it.
    pub async fn click_text(&self, class: &str, text: &str) {
        self.click_found(&containing(class, text), text).await;
    }

    /// Waits for a button with exactly this label, and taps it: "No" is not "Not now".
    pub async fn tap(&self, label: &str) {
        let bears = format!(r#"{}[normalize-space(.)=normalize-space("{label}")]"#, containing("key", label));
        self.click_found(&bears, label).await;
    }

    async fn click_found(&self, path: &str, shown: &str) {
        // If an edit redraws the message between the search and the click, search again.
        for _ in 0..20 {
            match self.find(path, shown).await.click().await {
                Ok(()) => return,
                Err(error) if error.is_stale_element_reference() => {}
                Err(error) => panic!("{shown:?} can be clicked: {error}"),
            }
        }
        panic!("{shown:?} is drawn anew all the time");
    }

    async fn find(&self, path: &str, shown: &str) -> Element {
        match self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(path)).await {
            Ok(element) => element,
            Err(error) => self.fail(&format!("{shown:?}"), &error.to_string()).await,
        }
    }

    /// Presses keys, one after another, wherever the focus is.
    pub async fn keys(&self, keys: &str) {
        let press = |actions: KeyActions, value| {
            actions.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        };
        let actions = keys.chars().fold(KeyActions::new("keyboard".to_owned()), press);
        self.client.perform_actions(actions).await.expect("keys can be pressed");
    }

    /// Runs JavaScript and gives what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// All elements that are wider than the window; empty if nothing scrolls sideways.
    pub async fn sticking_out(&self) -> Value {
        self.run(
            "const page = document.documentElement;
             const out = [...document.querySelectorAll('body *')].filter((node) => {
               const box = node.getBoundingClientRect();
               return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !node.closest('.switcher, .act');
             });
             return page.scrollWidth > innerWidth ? ['page'] : out.map((node) => node.className || node.tagName);",
        )
        .await
    }

    /// Touches an element with a finger.
    pub async fn touch(&self, css: &str) {
        self.see(css).await;
        self.touch_node(&format!("document.querySelector({css:?})")).await;
    }

    /// Touches the button with exactly this label on the newest keyboard of the phone in front.
    pub async fn touch_key(&self, label: &str) {
        let bears = format!(r#"{}[normalize-space(.)=normalize-space("{label}")]"#, containing("key", label));
        self.find(&bears, label).await;
        let label = json!(label.trim());
        let keys = "[...document.querySelectorAll('.current .key')]";
        self.touch_node(&format!("{keys}.filter((key) => key.textContent.trim() === {label}).pop()")).await;
    }

    async fn touch_node(&self, node: &str) {
        let place = self
            .run(&format!(
                "const node = {node};
                 node.scrollIntoView({{ block: 'nearest' }});
                 const box = node.getBoundingClientRect();
                 return [box.x + box.width / 2, box.y + box.height / 2];"
            ))
            .await;
        let finger = json!([{"x": place[0], "y": place[1]}]);
        self.devtools("Input.dispatchTouchEvent", json!({"type": "touchStart", "touchPoints": finger})).await;
        self.devtools("Input.dispatchTouchEvent", json!({"type": "touchEnd", "touchPoints": []})).await;
    }

    /// What axe finds on the page, of weight moderate or worse.
    pub async fn accessibility_faults(&self) -> Vec<String> {
        let axe = std::fs::read_to_string(axe()).unwrap_or_else(|error| panic!("{MISSING} axe: {error}"));
        self.run(&axe).await;
        let found = self
            .run(
                "const found = await axe.run(document, { resultTypes: ['violations'] });
                 return found.violations.filter(({ impact }) => impact !== 'minor').map((one) =>
                   `${one.impact} ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);",
            )
            .await;
        let faults = found.as_array().cloned().unwrap_or_default();
        faults.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Saves a picture of the window as `target/screenshots/<name>.png`.
    pub async fn screenshot(&self, name: &str) {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/screenshots");
        let picture = self.client.screenshot().await.expect("a picture of the window");
        std::fs::create_dir_all(folder).expect("a folder for pictures");
        std::fs::write(format!("{folder}/{name}.png"), picture).expect("room for a picture");
    }

    /// Errors that the page has written to the console since the last call.
    pub async fn errors(&self) -> Vec<String> {
        let log = self.issue(Raw { path: "se/log", body: json!({"type": "browser"}) }).await;
        let entries = log.as_array().cloned().unwrap_or_default();
        let severe = entries.into_iter().filter(|entry| entry["level"] == "SEVERE");
        severe.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Ends the browser, and fails if the page has written an error to the console.
    pub async fn close(self) {
        let errors = self.errors().await;
        assert!(errors.is_empty(), "the page wrote errors: {errors:#?}");
        self.client.close().await.expect("the browser ends");
    }

    async fn devtools(&self, command: &str, parameters: Value) {
        let body = json!({"cmd": command, "params": parameters});
        self.issue(Raw { path: "goog/cdp/execute", body }).await;
    }

    async fn issue(&self, command: Raw) -> Value {
        let shown = format!("{command:?}");
        self.client.issue_cmd(command).await.unwrap_or_else(|error| panic!("{shown}: {error}"))
    }

    async fn fail(&self, wanted: &str, error: &str) -> ! {
        self.screenshot("failure").await;
        let text = self.run("return document.body.innerText").await;
        let errors = self.errors().await;
        panic!(
            "{wanted} is not on the page ({error}). Errors: {errors:?}. It says:\n{}",
            text.as_str().unwrap_or("")
        );
    }
}

/// The file of axe, which tests/run installs beside the Python programs.
fn axe() -> std::path::PathBuf {
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/.venv/lib");
    let versions = std::fs::read_dir(library).into_iter().flatten().flatten();
    let file =
        |version: std::fs::DirEntry| version.path().join("site-packages/axe_playwright_python/axe.min.js");
    versions.map(file).find(|path| path.exists()).unwrap_or_else(|| panic!("{MISSING} axe is not installed."))
}

/// The path to the elements of a class that contain a text.
fn containing(class: &str, text: &str) -> String {
    assert!(!text.contains('"'), "XPath has no way to escape a quotation mark");
    format!(r#"//*[contains(concat(" ", normalize-space(@class), " "), " {class} ")][contains(., "{text}")]"#)
}

fn capabilities(language: &str) -> serde_json::Map<String, Value> {
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        // Screenshots show finished screens, not transitions.
        "--force-prefers-reduced-motion",
    ];
    let options = json!({"args": arguments, "prefs": {"intl.accept_languages": language}});
    let logging = json!({"browser": "ALL"});
    [("goog:chromeOptions".to_owned(), options), ("goog:loggingPrefs".to_owned(), logging)]
        .into_iter()
        .collect()
}

/// A command that fantoccini has no method for.
#[derive(Debug)]
struct Raw {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as std::str::FromStr>::Err> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// A chromedriver of our own on a free port.
struct Driver {
    process: Child,
    port: u16,
    // Kept open, as a process that writes to a closed pipe may be ended by that.
    output: BufReader<ChildStdout>,
}

impl Driver {
    fn start() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{MISSING} chromedriver did not start: {error}"));
        let output = BufReader::new(process.stdout.take().expect("a piped output"));
        let mut driver = Self { process, port: 0, output };
        driver.port = driver.read_port();
        driver
    }

    /// Reads on until `ChromeDriver was started successfully on port 41234.`
    fn read_port(&mut self) -> u16 {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.output.read_line(&mut line).expect("chromedriver's output");
            assert!(read > 0, "{MISSING} chromedriver ended without saying where it listens.");
            let port = line.trim_end().trim_end_matches('.').rsplit_once("successfully on port ");
            if let Some(port) = port.and_then(|(_, port)| port.parse().ok()) {
                return port;
            }
        }
    }

    /// Asks chromedriver to end its browsers and itself; only it knows their processes.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        stream.read_to_end(&mut Vec::new()).map(|_| ())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The process is killed below in any case.
        let _ = self.shut_down();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
