# When something between here and the library fails. The value says what happened, `.advice` what is safe and what
# to do. Every key, by section:
#
# network    error-offline error-timeout error-server error-busy error-blocked error-not-found error-not-allowed
#            error-sign-in error-wrong-answer error-cancelled error-unknown
# device     error-storage error-storage-full error-worker error-old-browser error-private
# rooms      error-catalogue error-title error-cover error-route error-book
# actions    error-retry error-retrying error-home error-details error-copy-details error-reload

## network
error-offline = You're offline
    .advice = What you've already opened is still here. We'll fetch the rest when you're back online.
error-timeout = The library is taking too long
    .advice = Nothing is lost. Wait a moment, then try again.
error-server = The library has trouble on its side
    .advice = It isn't you. Nothing is lost. Try again in a few minutes.
error-busy = The library is very busy
    .advice = Many people are reading right now. Try again in a minute.
error-blocked = This library doesn't let the app in
    .advice = Its server refuses requests from here. Tell your library; only they can change it.
error-not-found = That page isn't here
    .advice = It may have moved. The catalogue knows where everything stands.
error-not-allowed = The library doesn't show this to everyone
    .advice = It may need a card. The rest of the catalogue is open to you.
error-sign-in = The library asks you to sign in
    .advice = Signing in isn't possible here yet. Everything on the open shelves can be read.
error-wrong-answer = The library answered with something we don't understand
    .advice = Nothing is lost. Try again; if it stays so, tell your library.
error-cancelled = That was stopped
    .advice = Nothing has changed.
error-unknown = Something went wrong
    .advice = Your shelf and your places are safe. Try again.

## device
error-storage = This device won't let us keep anything
    .advice = You can read, but your place will be lost when you close this window.
error-storage-full = This device is full
    .advice = Your place is kept. Free some room, then try again.
error-worker = The part that opens books stopped
    .advice = Your place is kept. Open the book again.
error-old-browser = This browser is too old for the reader
    .advice = Update it, or open the library in another one.
error-private = This is a private window
    .advice = You can read, but your shelf will be gone when you close it.

## rooms
error-catalogue = The catalogue couldn't be opened
    .advice = Books you've opened here can still be read, from your shelf.
error-title = This title couldn't be opened
    .advice = Try again, or go back to the catalogue.
error-cover = No cover
    .advice = We draw one instead.
error-route = There's no such place here
    .advice = The address may be mistyped, or the book may have moved.
error-book = This book couldn't be opened
    .advice = Your place is kept. Try again, or choose another copy.

## actions
error-retry = Try again
error-retrying = Trying again
error-home = To the home page
error-details = Details
error-copy-details = Copy the details
error-reload = Load the page again
