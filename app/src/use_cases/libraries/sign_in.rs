//! Signing in at another library, and out again. What is typed goes to the gateway, which keeps it sealed; this device
//! keeps nothing of it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use yueli_ports::{Method, Request};

use super::{
    ask::Desk,
    place::Upstream,
    trouble::{NOT_ALLOWED, Trouble},
};

/// Signs in with a name and a password.
///
/// # Errors
/// See [`Trouble`]: `sign-in-wrong` where the library does not accept them.
pub async fn with_password(
    desk: &Desk<'_>,
    upstream: &Upstream,
    (login, password): (&str, &str),
) -> Result<(), Trouble> {
    let typed = json!({ "login": login, "password": password }).to_string();
    send(desk, upstream, |path| Request::new(Method::Post, path).json(typed)).await
}

/// Signs out.
///
/// # Errors
/// See [`Trouble`].
pub async fn out(desk: &Desk<'_>, upstream: &Upstream) -> Result<(), Trouble> {
    send(desk, upstream, |path| Request::new(Method::Delete, path)).await
}

/// The address of the library's own page to sign in, which leads back to `here`.
pub fn page(upstream: &Upstream, here: &str) -> Option<String> {
    let path = upstream.sign_in.as_ref()?;
    Some(format!("{path}?back={}", utf8_percent_encode(here, NON_ALPHANUMERIC)))
}

async fn send(
    desk: &Desk<'_>,
    upstream: &Upstream,
    request: impl FnOnce(&str) -> Request,
) -> Result<(), Trouble> {
    let path = upstream.sign_in.as_deref().ok_or_else(|| Trouble::of(NOT_ALLOWED))?;
    desk.through(request(path), path).await.map(drop)
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_ports::{Response, fake::FakeHttp};

    use super::{
        super::{ask::tests::desk, place::tests::listed},
        *,
    };

    #[test]
    fn what_is_typed_goes_to_the_gateway_which_says_what_is_wrong() {
        let http = FakeHttp::default();
        let [city, open] = &listed()[..] else { panic!("two libraries") };
        let answer = |status, body: &str| Response { status, headers: Vec::new(), body: body.into() };
        http.respond(
            "POST /upstreams/city/sign-in",
            answer(403, r#"{"code":"sign-in-wrong","title":"T","detail":"D"}"#),
        );
        let wrong = block_on(with_password(&desk(&http), city, ("a", "b"))).unwrap_err();
        assert_eq!((wrong.code.as_str(), wrong.said), ("sign-in-wrong", Some(("T".into(), "D".into()))));
        assert_eq!(http.asked()[0].body.as_deref(), Some(r#"{"login":"a","password":"b"}"#));
        http.respond("DELETE /upstreams/city/sign-in", answer(204, ""));
        assert!(block_on(out(&desk(&http), city)).is_ok());
        assert!(block_on(out(&desk(&http), open)).is_err());
        assert_eq!(
            page(city, "/library/city?a=b").as_deref(),
            Some("/upstreams/city/sign-in?back=%2Flibrary%2Fcity%3Fa%3Db")
        );
    }
}
