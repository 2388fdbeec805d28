//! Annotations for people.

use super::about;
use crate::{
    Line, Look, Motivation, Pen,
    export::{Sheet, html, markdown},
};

#[test]
fn what_is_written_reads_like_a_page() {
    let mut bookmark = about("a", "Call me");
    bookmark.motivation = Motivation::Bookmarking;
    let mut note = about("a", "Some years\n  ago");
    note.set_text("1. Really?\n\n<b>no</b> *stars*");
    note.set_look(Look { pen: Pen::Red, line: Line::Wavy });
    note.created = Some("2026-01-02T03:04:05Z".to_owned());
    let bare = about("b", "water & air");
    let items = vec![("One", &bookmark), ("One", &note), ("Two", &bare)];
    let sheet = Sheet { title: "Moby_Dick", author: "H. M.", language: "en", bookmark: "Bookmark", items };
    assert_eq!(
        markdown(&sheet),
        "# Moby\\_Dick\n\nH. M.\n\n## One\n\n- Bookmark: Call me\n\n> Some years ago\n\n1\\. Really?\n\n\
         \\<b\\>no\\</b\\> \\*stars\\*\n\n## Two\n\n> water \\& air\n"
    );
    let page = html(&sheet);
    for part in [
        "<html lang=\"en\">",
        "<h2>One</h2>",
        "<h3>Bookmark</h3>",
        "<blockquote class=\"red wavy\"><p><q>Some years ago</q></p></blockquote>",
        "<p>&lt;b&gt;no&lt;/b&gt; *stars*</p>",
        "<time datetime=\"2026-01-02T03:04:05Z\">2026-01-02</time>",
        "<q>water &amp; air</q>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn nothing_in_a_book_becomes_markup() {
    let evil = "\"><script>alert(1)</script>\u{0}";
    let mut note = about(evil, evil);
    note.set_text(evil);
    note.created = Some(evil.to_owned());
    let sheet =
        Sheet { title: evil, author: evil, language: evil, bookmark: evil, items: vec![(evil, &note)] };
    let page = html(&sheet);
    assert!(!page.contains("<script") && !page.contains('\u{0}'), "{page}");
    assert!(!markdown(&sheet).replace("\\<", "").contains('<'));
}
