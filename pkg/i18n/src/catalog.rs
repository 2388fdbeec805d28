//! What to say.

use std::cell::OnceCell;
use std::rc::Rc;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{Arg, Locale, format};

type Bundle = FluentBundle<FluentResource>;

macro_rules! rooms {
    ($tag:literal) => {
        [
            include_str!(concat!("../../../public/locales/", $tag, "/app.ftl")),
            include_str!(concat!("../../../public/locales/", $tag, "/catalogue.ftl")),
            include_str!(concat!("../../../public/locales/", $tag, "/reader.ftl")),
            include_str!(concat!("../../../public/locales/", $tag, "/problems.ftl")),
            include_str!(concat!("../../../public/locales/", $tag, "/errors.ftl")),
        ]
    };
}

/// The Fluent sources of one language.
pub(crate) fn sources(locale: Locale) -> [&'static str; 5] {
    match locale {
        Locale::ZhCn => rooms!("zh-CN"),
        Locale::En => rooms!("en"),
    }
}

/// The app's words in one language. Cheap to clone; two of the same language are equal.
#[derive(Clone)]
pub struct Catalog {
    locale: Locale,
    inner: Rc<Inner>,
}

struct Inner {
    bundle: Bundle,
    /// English, read only once a word is missing.
    english: OnceCell<Bundle>,
}

impl Catalog {
    /// The words of one language.
    pub fn new(locale: Locale) -> Self {
        Self { locale, inner: Rc::new(Inner { bundle: bundle(locale), english: OnceCell::new() }) }
    }

    /// Which language it is.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The message `key`; in English where this language lacks it; the key itself where English lacks it too.
    pub fn t(&self, key: &str) -> String {
        self.t_args(key, &[])
    }

    /// The message `key` with its variables filled in.
    pub fn t_args(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.find(key, None, args).unwrap_or_else(|| key.to_owned())
    }

    /// The attribute `name` of the message `key`, such as a problem's `advice`.
    pub fn attr(&self, key: &str, name: &str) -> String {
        self.attr_args(key, name, &[])
    }

    /// The attribute `name` of the message `key`, with its variables filled in.
    pub fn attr_args(&self, key: &str, name: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.find(key, Some(name), args).unwrap_or_else(|| format!("{key}.{name}"))
    }

    /// Whether there are words for `key`, here or in English: for keys made from what a catalogue sent.
    pub fn has(&self, key: &str) -> bool {
        self.inner.bundle.has_message(key) || self.english().has_message(key)
    }

    /// The message `key` where there is one, else `otherwise`.
    pub fn t_or(&self, key: &str, otherwise: &str) -> String {
        self.find(key, None, &[]).unwrap_or_else(|| otherwise.to_owned())
    }

    fn english(&self) -> &Bundle {
        self.inner.english.get_or_init(|| bundle(Locale::En))
    }

    fn find(&self, key: &str, attribute: Option<&str>, args: &[(&str, Arg<'_>)]) -> Option<String> {
        say(&self.inner.bundle, key, attribute, args).or_else(|| match self.locale {
            Locale::En => None,
            Locale::ZhCn => say(self.english(), key, attribute, args),
        })
    }
}

impl PartialEq for Catalog {
    fn eq(&self, other: &Self) -> bool {
        self.locale == other.locale
    }
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog").field("locale", &self.locale).finish_non_exhaustive()
    }
}

fn bundle(locale: Locale) -> Bundle {
    let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new(vec![language]);
    // Isolation marks show as boxes in some fonts and end up in copied text; `dir="auto"` does their work.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(format::grouped(number.value)),
        _ => None,
    }));
    for source in sources(locale) {
        // A message that cannot be read is left out, and then said in English; the tests let none through.
        let resource =
            FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _errors)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn say(bundle: &Bundle, key: &str, attribute: Option<&str>, args: &[(&str, Arg<'_>)]) -> Option<String> {
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        None => message.value()?,
        Some(name) => message.get_attribute(name)?.value(),
    };
    let fluent_args: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, arg.to_fluent())).collect();
    Some(bundle.format_pattern(pattern, Some(&fluent_args), &mut Vec::new()).into_owned())
}
