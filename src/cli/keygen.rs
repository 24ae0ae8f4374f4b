//! `keygen`: the coalition's key pair.

use std::path::Path;

use pledge_bot::console::{err_line, out_line};
use pledge_bot::crypto;
use pledge_bot::crypto::Recipients;
use pledge_bot::secret_file::SecretFileError;

use crate::cli::CommandError;

pub fn run(file: &Path) -> Result<(), CommandError> {
    let public = crypto::generate_key_file(file).map_err(|error| match error {
        SecretFileError::Exists(_) => format!(
            "{0} is there already, and a key that is written over is lost for good; give another name, or go on with \
             that key: if it is the coalition's, its first line holds the public half",
            file.display()
        ),
        error => error.to_string(),
    })?;
    out_line(&public);
    let fingerprint = Recipients::parse(&public)?.fingerprints();
    err_line(format_args!(
        "The private key is in {file}. Keep it off the server: on a computer and a stick of the coalition's, in two \
         places.\nWho loses it loses all names and contacts; who has it can read them.\nThe line above is the public \
         key, which is no secret: pledge-bot setup asks for it on the server.\nIts fingerprint, by which everybody can compare \
         it: {fingerprint}",
        file = file.display()
    ));
    Ok(())
}
