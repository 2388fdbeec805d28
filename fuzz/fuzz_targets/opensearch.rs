//! Any bytes as a search description, and any text as a template: what is searched stays a value, and what is no
//! template stays as it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_opds::{Description, SearchTemplate, Terms};
use yueli_publication::{template, web};

fuzz_target!(|data: &[u8]| {
    let terms = Terms { title: Some("t&="), author: Some("a"), page: Some(2), count: Some(10), ..Terms::default() };
    if let Ok(description) = Description::read(data, "https://a.b/c") {
        for template in &description.templates {
            assert!(web::is_web(&template.template));
            let _ = template.expand("words", &terms);
        }
        let _ = description.best();
    }
    let text = String::from_utf8_lossy(data).into_owned();
    let variables = template::variables(&text).len();
    let plain = template::expand(&text, |_| None);
    if variables == 0 && !text.contains('}') {
        assert_eq!(plain, text);
    }
    // A value adds no delimiter of its own, except where the template asks for that with `+` or `#`.
    if !text.contains("{+") && !text.contains("{#") {
        let count = |text: &str| text.matches(['\n', ' ', '<', '"']).count();
        let wild = template::expand(&text, |_| Some("\n <\""));
        assert!(count(&wild) <= count(&text));
    }
    let _ = SearchTemplate::new(text, None).expand("w&x=y", &terms);
});
