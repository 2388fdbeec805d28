//! The words for what goes wrong between the gateway and an upstream.

use super::problem::Code;

/// What a person is told: what happened, and what she can do.
pub(super) struct Words {
    pub(super) code: Code,
    /// English, Chinese.
    pub(super) title: (&'static str, &'static str),
    /// English, Chinese.
    pub(super) detail: (&'static str, &'static str),
}

const fn say(code: Code, title: (&'static str, &'static str), detail: (&'static str, &'static str)) -> Words {
    Words { code, title, detail }
}

/// One for every code; a test sees to it that none lacks.
pub(super) const WORDS: &[Words] = &[
    say(
        Code::Unknown,
        ("This library is not listed here", "这里没有登记这家图书馆"),
        (
            "The address names a library that this server does not know. Choose one from the list of libraries.",
            "地址中的图书馆不在本服务器的名单里。请从图书馆列表中选择。",
        ),
    ),
    say(
        Code::NotAllowed,
        ("This cannot be asked for through the library", "图书馆没有开放这个请求"),
        (
            "Your library has not opened this part of the other server. If you need it, tell your library what you were looking for.",
            "您的图书馆没有开放对方服务器的这一部分。如果需要，请告诉图书馆您想找什么。",
        ),
    ),
    say(
        Code::Forged,
        ("Not asked for by the library's own page", "请求不是来自图书馆自己的页面"),
        (
            "Another site's page asked for this, so nothing was done. Open the library's own page and try again there.",
            "这个请求来自其他网站的页面，因此没有执行。请打开图书馆自己的页面再试。",
        ),
    ),
    say(
        Code::NotThere,
        ("The other library does not have this", "对方图书馆没有这项内容"),
        (
            "It may have been taken away or moved. Go back and search for it.",
            "它可能已被移除或换了位置。请返回后重新搜索。",
        ),
    ),
    say(
        Code::Down,
        ("The other library does not answer", "对方图书馆没有响应"),
        (
            "Its server is down or cannot be reached at the moment. What you have downloaded can be read; try again in a few minutes.",
            "对方服务器暂时停机或无法连接。已下载的书可以照常阅读，请过几分钟再试。",
        ),
    ),
    say(
        Code::Resting,
        ("The other library is having trouble", "对方图书馆出了问题"),
        (
            "It failed several times in a row, so it is not asked for a short while. It will be tried again by itself; come back a little later.",
            "它连续多次出错，暂时不再向它发送请求，稍后会自动重试。请过一会儿再来。",
        ),
    ),
    say(
        Code::Slow,
        ("The other library takes too long", "对方图书馆响应太慢"),
        (
            "It did not answer in time. Try again in a moment, or ask for less at once.",
            "它没有及时回应。请稍后再试，或者减少一次查询的内容。",
        ),
    ),
    say(
        Code::WrongAddress,
        ("The other library's address leads nowhere", "对方图书馆的地址无效"),
        (
            "There is no server of this name. Tell your library that the address in its settings is wrong or no longer valid.",
            "没有叫这个名称的服务器。请告诉您的图书馆：设置中的地址有误或已失效。",
        ),
    ),
    say(
        Code::Insecure,
        ("The connection to the other library is not safe", "与对方图书馆的连接不安全"),
        (
            "Its certificate is not valid, so nothing was sent. Tell your library; until it is renewed, do not sign in there.",
            "对方的证书无效，因此没有发送任何内容。请告知图书馆，在证书更新之前不要在那里登录。",
        ),
    ),
    say(
        Code::AddressRefused,
        ("This address is not asked", "不能访问这个地址"),
        (
            "It leads to a place that is not open to the public, so it was not asked. If it is your library's own server, the library can allow it in its settings.",
            "这个地址指向不对外开放的位置，因此没有访问。如果它是图书馆自己的服务器，可由图书馆在设置中允许。",
        ),
    ),
    say(
        Code::MixedContent,
        ("The other library leads to an open connection", "对方图书馆转到了不加密的连接"),
        (
            "It answered a private request with an address that anybody on the way could read, so it was not followed. Tell your library that this server should use https throughout.",
            "它把加密的请求转到了途中任何人都能看到的地址，因此没有继续。请告诉图书馆：这台服务器应全程使用 https。",
        ),
    ),
    say(
        Code::Astray,
        ("The other library sends us round in circles", "对方图书馆一直在转来转去"),
        (
            "It leads from one address to the next without an answer. Tell your library that the address in its settings may have moved.",
            "它从一个地址转到另一个地址，始终没有回答。请告诉图书馆：设置中的地址可能已经搬迁。",
        ),
    ),
    say(
        Code::Refused,
        ("The other library says no", "对方图书馆拒绝了请求"),
        (
            "Your account there may not do this. Look whether your card is still valid, or ask that library.",
            "您在那里的账户没有这项权限。请查看读者证是否仍然有效，或向那家图书馆询问。",
        ),
    ),
    say(
        Code::Nonsense,
        ("The other library's answer makes no sense", "对方图书馆的回答无法理解"),
        (
            "A page or a fragment came instead of a list of books. The address may be wrong, or its server is being worked on: try again later, and tell your library if it stays so.",
            "收到的是网页或残缺内容，而不是书目。可能地址有误，也可能对方正在维护：请稍后再试，如果一直这样请告知图书馆。",
        ),
    ),
    say(
        Code::TooLarge,
        ("The other library's list is too long", "对方图书馆的列表太长"),
        (
            "It sent more than can be taken in at once. Search for something in particular instead of the whole list.",
            "它发来的内容超出了一次能接收的大小。请改为搜索具体的内容，不要打开整个列表。",
        ),
    ),
    say(
        Code::OtherPatron,
        ("This account is not yours", "这不是您的账户"),
        (
            "You can only see and change your own account, so nothing was shown or done. If this is your card, sign in with it again.",
            "您只能查看和更改自己的账户，因此没有显示或执行任何内容。如果这是您的读者证，请用它重新登录。",
        ),
    ),
    say(
        Code::OutcomeUnknown,
        ("It is not known whether this was done", "不确定是否已经完成"),
        (
            "The request was sent, but the answer did not come. Look at your loans and holds before you try again, so that nothing is done twice.",
            "请求已经发出，但没有收到回答。请先查看您的借阅和预约，再决定是否重试，以免重复。",
        ),
    ),
    say(
        Code::LibrarySignIn,
        ("Sign in to your library first", "请先登录您的图书馆"),
        (
            "This belongs to your account. Sign in with your library card, then try again.",
            "这项内容属于您的账户。请用读者证登录后再试。",
        ),
    ),
    say(
        Code::SignIn,
        ("The other library wants to know who you are", "对方图书馆需要您登录"),
        (
            "Sign in there with the account that you have with it. Your library keeps this safe, so that you need not do it each time.",
            "请用您在那家图书馆的账户登录。您的图书馆会妥善保存，不必每次重新登录。",
        ),
    ),
    say(
        Code::SignInWrong,
        ("Name or password are not right", "用户名或密码不对"),
        (
            "The other library did not accept them, and they were not kept. Check them and try again; after several wrong tries it may lock the account for a while.",
            "对方图书馆没有接受，输入的内容也没有保存。请核对后再试；多次输错可能会暂时锁定账户。",
        ),
    ),
    say(
        Code::SignInFailed,
        ("Signing in did not work", "登录没有成功"),
        (
            "The page of the other library did not complete it, or it took too long. Begin again from the library's page.",
            "对方图书馆的登录页面没有完成登录，或用时太长。请从图书馆页面重新开始。",
        ),
    ),
    say(
        Code::NoSuchPatron,
        ("The library's system does not know you yet", "图书馆系统里还没有您的账户"),
        (
            "You are signed in, but no patron belongs to it. Ask at the desk to have your card connected.",
            "您已经登录，但没有对应的读者。请到服务台关联您的读者证。",
        ),
    ),
    say(
        Code::KeyRefused,
        ("The library's system does not let us in", "图书馆系统没有放行"),
        (
            "This is not your fault: the key between the library's two systems is not accepted. Please tell the library.",
            "这不是您的问题：图书馆两个系统之间的密钥没有被接受。请告知图书馆。",
        ),
    ),
    say(
        Code::TooMany,
        ("Too many requests at once", "请求太频繁"),
        ("Wait a moment, then go on. Nothing was lost.", "请稍等片刻再继续，没有丢失任何内容。"),
    ),
    say(
        Code::Malformed,
        ("What was sent cannot be read", "发送的内容无法读取"),
        (
            "The library did not understand what your app sent. Reload the page and try again.",
            "图书馆看不懂应用发来的内容。请刷新页面后再试。",
        ),
    ),
    say(
        Code::Failed,
        ("The library's server failed", "图书馆的服务器出错了"),
        (
            "Nothing was changed. Try again in a moment; if it stays so, tell the library.",
            "没有改动任何内容。请稍后再试；如果一直这样，请告知图书馆。",
        ),
    ),
];
