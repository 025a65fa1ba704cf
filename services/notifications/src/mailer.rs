//! Sending mails: by SMTP, or into a folder.

use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use ulam_contracts::notifications::SendEmail;
use ulam_platform::configuration::Configuration;

/// Sends mails.
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It never will be: an address that is none.
    #[error("{0}")]
    Refused(String),
    /// It may be later.
    #[error("{0}")]
    Failed(String),
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn html(mail: &SendEmail) -> String {
    let paragraphs: String = mail
        .text
        .split("\n\n")
        .map(|text| format!("<p>{}</p>", escaped(text).replace('\n', "<br>")))
        .collect();
    let button = mail.action_url.as_ref().map(|url| {
        let label = mail.action_label.as_deref().unwrap_or("Open Ulam");
        format!(
            "<p><a href=\"{}\" style=\"display:inline-block;padding:10px 18px;border-radius:6px;background:#1f5fbf;color:#fff;text-decoration:none\">{}</a></p>",
            escaped(url),
            escaped(label)
        )
    });
    format!(
        "<!doctype html><html><body style=\"font-family:sans-serif;font-size:15px;line-height:1.5;color:#1b1b1b;max-width:560px\">{paragraphs}{}</body></html>",
        button.unwrap_or_default()
    )
}

fn plain(mail: &SendEmail) -> String {
    match &mail.action_url {
        Some(url) => format!(
            "{}\n\n{}: {url}\n",
            mail.text,
            mail.action_label.as_deref().unwrap_or("Open Ulam")
        ),
        None => format!("{}\n", mail.text),
    }
}

impl Mailer {
    /// The way that the settings say.
    ///
    /// # Errors
    /// An SMTP address or sender that can't be read, a folder that can't be made.
    pub fn new(configuration: &Configuration) -> Result<Mailer, String> {
        let settings = &configuration.mail;
        let from = settings
            .from
            .parse()
            .map_err(|_| format!("mail.from: '{}' is not a mail address", settings.from))?;
        let way = match &settings.smtp_url {
            Some(url) => {
                // The error may repeat the address with its password.
                let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose())
                    .map_err(|_| {
                        "mail.smtp_url is not like smtp://user:password@host:587".to_string()
                    })?;
                Way::Smtp(builder.timeout(Some(std::time::Duration::from_secs(20))).build())
            }
            None => {
                let folder =
                    settings.folder.clone().unwrap_or_else(|| configuration.data.join("mail"));
                std::fs::create_dir_all(&folder)
                    .map_err(|error| format!("mail folder {}: {error}", folder.display()))?;
                Way::Folder(AsyncFileTransport::new(folder))
            }
        };
        Ok(Mailer { from, way })
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// [`MailError`].
    pub async fn send(&self, mail: &SendEmail) -> Result<(), MailError> {
        let refused = |error: String| MailError::Refused(error);
        let mut message = Message::builder()
            .from(self.from.clone())
            .subject(mail.subject.replace(['\r', '\n'], " "));
        for to in &mail.to {
            let mailbox: Mailbox =
                to.parse().map_err(|_| refused(format!("'{to}' is not a mail address")))?;
            message = message.to(mailbox);
        }
        let body = MultiPart::alternative_plain_html(plain(mail), html(mail));
        let message = message.multipart(body).map_err(|error| refused(error.to_string()))?;
        match &self.way {
            Way::Folder(transport) => {
                transport
                    .send(message)
                    .await
                    .map_err(|error| MailError::Failed(error.to_string()))?;
            }
            Way::Smtp(transport) => {
                transport.send(message).await.map_err(|error| match error.is_permanent() {
                    true => MailError::Refused(error.to_string()),
                    false => MailError::Failed(error.to_string()),
                })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn mails_go_to_the_folder_with_both_forms_and_no_markup_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let configuration =
            Configuration { data: folder.path().to_path_buf(), ..Configuration::default() };
        let mailer = Mailer::new(&configuration).unwrap();
        let mut mail = SendEmail {
            to: vec!["ada@example.com".into()],
            subject: "Done\r\nBcc: eve@example.com".into(),
            text: "A <b>bold</b> claim".into(),
            action_url: Some("http://127.0.0.1/x?a=1&b=2".into()),
            action_label: Some("Look".into()),
            idempotency_key: None,
        };
        mailer.send(&mail).await.unwrap();
        let file =
            std::fs::read_dir(folder.path().join("mail")).unwrap().next().unwrap().unwrap().path();
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains("To: ada@example.com") && text.contains("&lt;b&gt;bold"), "{text}");
        assert!(!text.lines().any(|line| line.starts_with("Bcc:")));
        mail.to = vec!["nonsense".into()];
        assert!(matches!(mailer.send(&mail).await, Err(MailError::Refused(_))));
    }
}
