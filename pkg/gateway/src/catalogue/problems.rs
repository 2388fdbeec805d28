//! What is wrong with a book, said to the person who wants to read it, and what she can do.

use yueli_publication::{LocalizedText, ProblemCode};

/// The message for a problem, in both languages.
pub(crate) fn message(code: ProblemCode) -> LocalizedText {
    let mut message = LocalizedText::default();
    for (_, en, zh) in WORDS.iter().filter(|(own, _, _)| *own == code) {
        message.add("en", *en);
        message.add("zh-CN", *zh);
    }
    message
}

/// The code with this key.
pub(crate) fn by_key(key: &str) -> Option<ProblemCode> {
    ProblemCode::ALL.iter().copied().find(|code| code.key() == key)
}

/// The words for every code there is; a test sees to it that none lacks.
const WORDS: &[(ProblemCode, &str, &str)] = &[
    (
        ProblemCode::EmptyFile,
        "This file is empty. Copying it probably stopped at the very start. Please ask the library to put it there again.",
        "这个文件是空的，很可能刚开始复制就中断了。请联系图书馆重新放入这本书。",
    ),
    (
        ProblemCode::UnreadableFile,
        "The library's server may not open this file. Please tell the library, so that it can allow this.",
        "图书馆的服务器无法打开这个文件。请告知图书馆，由他们开放读取权限。",
    ),
    (
        ProblemCode::UnsupportedFormat,
        "Books of this kind cannot be read here yet. You can download the file and open it in another app.",
        "暂时还不能在这里阅读这种格式的书。您可以下载文件，用其他应用打开。",
    ),
    (
        ProblemCode::NotAnArchive,
        "This file is not the book that its name promises. Please ask the library to replace it.",
        "这个文件的内容与它的名称不符，不是一本电子书。请联系图书馆更换文件。",
    ),
    (
        ProblemCode::Truncated,
        "The end of this file is missing. Copying it probably stopped half-way. Please ask the library to put it there again.",
        "这个文件缺少末尾部分，很可能复制到一半就中断了。请联系图书馆重新放入这本书。",
    ),
    (
        ProblemCode::Encrypted,
        "This book is locked, and the key is not here. Open it in the app or the shop that it came from.",
        "这本书已加密，这里没有解锁的密钥。请在获得它的应用或书店中打开。",
    ),
    (
        ProblemCode::LicenceMissing,
        "This book is protected, and its licence is not in it. Ask the library for the licence.",
        "这本书受保护，但许可不在文件里。请向图书馆索取许可。",
    ),
    (
        ProblemCode::PassphraseNeeded,
        "This book opens with the passphrase that the library gave you.",
        "打开这本书需要图书馆给您的口令。",
    ),
    (
        ProblemCode::PassphraseWrong,
        "The passphrase of this book is another one. The hint may help.",
        "这本书的口令不对，可以参考提示。",
    ),
    (
        ProblemCode::LicenceDamaged,
        "The licence of this book is damaged or was changed. Please borrow the book again, or tell the library.",
        "这本书的许可已损坏或被改动。请重新借阅，或告知图书馆。",
    ),
    (
        ProblemCode::ProfileUnsupported,
        "This book opens in an app that is certified for Readium LCP, such as Thorium Reader.",
        "这本书要用通过 Readium LCP 认证的应用打开，例如 Thorium Reader。",
    ),
    (
        ProblemCode::CipherMissing,
        "Protected books open only over an encrypted connection. Please ask the library for its https address.",
        "受保护的书只能通过加密连接打开。请向图书馆索取 https 地址。",
    ),
    (
        ProblemCode::LicenceNotYet,
        "The loan of this book has not begun yet. Please come back on the day that it begins.",
        "这本书的借期尚未开始。请到开始那天再来。",
    ),
    (
        ProblemCode::LicenceEnded,
        "The licence of this book has ended. Renew it, or borrow the book again.",
        "这本书的许可已到期。请续借，或再次借阅。",
    ),
    (
        ProblemCode::LicenceReturned,
        "This book was given back. Borrow it again to read on.",
        "这本书已归还。再次借阅即可继续阅读。",
    ),
    (
        ProblemCode::LicenceRevoked,
        "The library has taken back the loan of this book. Please ask it why.",
        "图书馆已收回这本书的借阅。原因请咨询图书馆。",
    ),
    (
        ProblemCode::LicenceOnly,
        "This file is a licence for a book that lies elsewhere. If it is yours, open it in the app, which fetches the book.",
        "这个文件是存放在别处的一本书的许可。如果是您的，请在应用里打开，应用会取来这本书。",
    ),
    (
        ProblemCode::NotDecrypted,
        "A part of this book cannot be unlocked. The rest can be read.",
        "这本书有一部分无法解密，其余部分可以阅读。",
    ),
    (
        ProblemCode::NotOnLoan,
        "This book is lent with a library card. Sign in and borrow it to read it.",
        "这本书凭读者证出借。请登录并借阅后阅读。",
    ),
    (
        ProblemCode::LoanOver,
        "The loan of this book is over. Borrow it again to read on.",
        "这本书的借期已到。再次借阅即可继续阅读。",
    ),
    (
        ProblemCode::PasswordNeeded,
        "This file opens with a password. Ask the library for it.",
        "打开这个文件需要密码。请向图书馆询问。",
    ),
    (
        ProblemCode::NotAPdf,
        "This file is not the PDF that its name promises. Please ask the library to replace it.",
        "这个文件的内容与它的名称不符，不是 PDF。请联系图书馆更换文件。",
    ),
    (
        ProblemCode::PasswordWrong,
        "The password for this file is another one. Ask the library for it.",
        "这个文件的密码不对。请向图书馆询问。",
    ),
    (
        ProblemCode::ReaderStopped,
        "A page of this file cannot be drawn. Please tell the library.",
        "这个文件有一页画不出来。请告诉图书馆。",
    ),
    (
        ProblemCode::TooLarge,
        "This book would unpack to more than a device can hold, so it was not opened. Please tell the library.",
        "这本书解压后会超出设备的容量，因此没有打开。请告知图书馆。",
    ),
    (
        ProblemCode::UnsafePath,
        "Something in this book wanted to be outside of it and was left out. The rest can be read.",
        "书中有内容指向书外的位置，已被略去，其余部分可以阅读。",
    ),
    (
        ProblemCode::ContainerMissing,
        "This book does not say where it begins. What could be found can be read.",
        "这本书没有注明从哪里开始，已尽量找到可读的内容。",
    ),
    (
        ProblemCode::PackageMissing,
        "This book lacks its list of contents, so its pages cannot be put in order. Please ask the library for another copy.",
        "这本书缺少内容清单，无法排出页面顺序。请联系图书馆换一份。",
    ),
    (
        ProblemCode::PackageUnreadable,
        "This book's list of contents is damaged, so its pages cannot be put in order. Please ask the library for another copy.",
        "这本书的内容清单已损坏，无法排出页面顺序。请联系图书馆换一份。",
    ),
    (
        ProblemCode::PackageIncomplete,
        "Some details about this book are missing. It can be read all the same.",
        "这本书缺少部分信息，但不影响阅读。",
    ),
    (
        ProblemCode::NothingToRead,
        "There are no pages in this book. Please ask the library for another copy.",
        "这本书里没有可读的页面。请联系图书馆换一份。",
    ),
    (
        ProblemCode::ResourceMissing,
        "A part of this book is missing. The rest can be read.",
        "这本书缺少一部分内容，其余部分可以阅读。",
    ),
    (
        ProblemCode::ResourceDamaged,
        "A part of this book is damaged. The rest can be read.",
        "这本书有一部分内容已损坏，其余部分可以阅读。",
    ),
    (
        ProblemCode::UnsupportedCompression,
        "A part of this book is packed in a way that cannot be unpacked here. The rest can be read.",
        "这本书有一部分采用了这里无法解压的压缩方式，其余部分可以阅读。",
    ),
    (
        ProblemCode::NavigationMissing,
        "This book has no table of contents. You can turn its pages from the start.",
        "这本书没有目录，您可以从头翻阅。",
    ),
    (
        ProblemCode::Malformed,
        "A page of this book is not written as it should be. It is shown as far as it goes.",
        "书中有一页的格式有误，会尽量显示出来。",
    ),
    (
        ProblemCode::Network,
        "The library did not answer. Please check your connection and try again.",
        "图书馆没有响应。请检查网络连接后重试。",
    ),
    (
        ProblemCode::Gone,
        "The library no longer has this book. Search for it: there may be another edition.",
        "图书馆已不再提供这本书。可以搜索一下，也许还有其他版本。",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_words_of_its_own_in_both_languages() {
        let mut seen = std::collections::HashSet::new();
        for code in ProblemCode::ALL {
            let message = message(*code);
            assert!(message.get("en").ends_with('.'), "{code:?}");
            assert!(message.get("zh-CN").ends_with('。'), "{code:?}");
            assert!(seen.insert(message.get("en").to_owned()), "{code:?}");
            assert_eq!(by_key(code.key()), Some(*code));
        }
    }
}
