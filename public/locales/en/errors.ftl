# When something between here and the library fails. The value says what happened, `.advice` what is safe and what

## network
error-offline = You’re offline
    .advice = Your shelf and your places are safe on this device. We’ll fetch the rest when you’re back online.
error-timeout = The library is taking too long
    .advice = Nothing is lost. Wait a moment, then try again.
error-server = The library has trouble on its side
    .advice = It isn’t you. Nothing is lost. Try again in a few minutes.
error-busy = The library is very busy
    .advice = Many people are reading right now. Try again in a minute.
error-not-found = That page isn’t here
    .advice = It may have moved. The catalogue knows where everything stands.
error-not-allowed = The library doesn’t show this to everyone
    .advice = It may need a card. The rest of the catalogue is open to you.
error-sign-in = The library asks you to sign in
    .advice = Signing in isn’t possible here yet. Everything on the open shelves can be read.
error-wrong-answer = The library answered with something we don’t understand
    .advice = Nothing is lost. Try again; if it stays so, tell your library.

## device
error-storage = This device won’t let us keep anything
    .advice = You can read, but your place will be lost when you close this window.

## rooms
error-route = There’s no such place here
    .advice = The address may be mistyped, or the book may have moved.

## actions
error-retry = Try again
error-home = To the home page
