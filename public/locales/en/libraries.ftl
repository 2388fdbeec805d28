# Other libraries: the list of them, the catalogue and the books of one, and one search in all.

## list
libraries-title = Libraries
libraries-note = Other libraries’ books, beside your own library’s. What you read from them stands on the same shelf.
libraries-own = Your own library
libraries-mine = Libraries you added
libraries-mine-none = You haven’t added a library yet.
libraries-listed = Libraries to add
libraries-listed-note = { $library } is connected to these.
libraries-listed-none = Your library isn’t connected to any other yet. Ask a librarian there for one you’d like to read from.
libraries-address = By address
libraries-address-label = Address of the library
libraries-address-note = Its catalogue or its website, for example books.example.org
libraries-address-action = Find it
libraries-address-busy = Looking…
libraries-address-missing = Type an address, for example books.example.org
libraries-add = Add
libraries-added = “{ $name }” is among your libraries.
libraries-remove = Remove
libraries-removed = “{ $name }” is off your list. What you have from it stays on your shelf.
libraries-signed-in = You’re signed in.
libraries-can-sign-in = You can sign in.
libraries-other-note = Look, borrow and read elsewhere, too
libraries-old = Your library isn’t answering. This is your list as last seen.

## one of them
far-back = All libraries
far-search = Search { $library }
far-search-hint = Words to look for
far-loading = Asking { $library }
far-empty = There’s nothing here.
far-empty-advice = Go back, or search the library instead.
far-ways-on = Look around
far-group-all = All of them
far-shelf = My shelf there
far-profile = { $name }, as { $library } knows you
far-profile-loans = { $available } more loans possible, of { $total }
far-profile-holds = { $available } more holds possible, of { $total }
far-not-let = { $library } doesn’t let browsers ask it directly.
    .advice = Your own library asks for you. Everything works; it only takes a little longer.
far-mixed = { $library } can only be asked without encryption.
    .advice = Browsers don’t allow that here, so your own library asks for you. Everything works; it only takes a little longer.
far-defects = Not all of this answer could be read
far-unknown = There’s no such library here
    .advice = It may have been taken off the list of your library. Look at the list, or ask a librarian.

## signing in there
far-sign-in = Sign in at { $library }
far-sign-in-note = With the account you have at { $library }. Your own library keeps it sealed, so that you need not type it each time.
far-sign-in-login = Card number or name
far-sign-in-password = Password or PIN
far-sign-in-show = Show it
far-sign-in-page = You sign in on the library’s own page and then come back here.
far-sign-in-page-action = To its sign-in page
far-sign-in-own = First sign in to your own library
    .advice = It keeps what you sign in with at other libraries safe, and must know whose it is.
far-sign-in-librarian = A librarian connects your card with this library. Ask at the desk.
far-sign-in-none = { $library } wants to know who you are, but your own library hasn’t set that up.
    .advice = Tell a librarian there: this library needs a way to sign in.
far-sign-in-done = You’re signed in at { $library }.
far-sign-in-failed = Signing in at { $library } didn’t work. Begin again; if it stays so, ask that library.
far-sign-out = Sign out there
far-sign-out-done = You’re signed out of { $library }. Your library has forgotten the password.
far-sign-in-help = Help with signing in
far-sign-in-register = Get a card there

## one book of theirs
far-title-back = Back to { $library }
far-title-from = From { $library }
far-title-kept = It opens in Yueli, and its place stays on your shelf.
far-title-after = Borrow it, and it opens here.
far-title-none = { $library } doesn’t offer it for reading here.
    .advice = The formats below can be downloaded for other apps, where there are any.
far-ways = Ways to have it
far-way-download = Download
far-way-read = Read
far-way-open = Open
far-way-outside = On the other site
far-way-sample = Sample
far-way-note-here = Opens in Yueli
far-way-note-other = Yueli doesn’t read this format. Download it and open it in an app that does.
far-way-note-lcp = Protected by LCP. Its licence opens here: with your passphrase, or to be handed on.
far-way-note-protected = Protected for certain apps. Download it and open it there.
far-way-note-webpub = A web book in parts, without a file. Yueli can’t read these yet.
far-way-note-outside = It lies on another site, which isn’t connected to your library.
far-way-note-sold = For sale: { $price }
far-way-note-subscription = Part of a subscription
far-way-note-steps = Leads to the book in another step

## one search in all
all-libraries-title = Search in all libraries
all-libraries-action = Search in all libraries
all-libraries-label = Search all libraries
all-libraries-none = You have no other library yet. Add one, and a search here asks all of them.
all-libraries-hint = Type a title, a name or a subject. Every library answers when it can; nobody waits for the slowest.
all-libraries-said = { $answered } of { $total } libraries have answered.
all-libraries-looking = Looking…
all-libraries-nothing = Nothing found here.
all-libraries-more = All results

## what can go wrong
trouble-offline = Your own library can’t be reached
    .advice = You may be offline. Your shelf and downloads are here; try again once you’re back.
trouble-not-listed = { $library } isn’t connected to { $origin }
    .advice = Browsers let an app ask only servers that allow it, so your library asks for you, and only those on its list. Ask a librarian there to add { $origin }.
trouble-no-address = That isn’t an address
    .advice = Type it as it stands in a browser, for example books.example.org
trouble-no-catalogue = There’s no catalogue at this address
    .advice = Check the address, or ask the library for that of its OPDS catalogue; it often ends in /opds.
trouble-no-search = This library can’t be searched
    .advice = Its catalogue has no search. Look through its shelves instead.
trouble-not-in-list = This book no longer stands where it was
    .advice = It may have been taken away or moved. Search for it in the library.
trouble-sign-in-needed = The library wants to know who you are
    .advice = Sign in there with the account you have with it.
trouble-other = The library couldn’t answer
    .advice = Nothing was changed. Try again in a few minutes; if it stays so, tell your library.
