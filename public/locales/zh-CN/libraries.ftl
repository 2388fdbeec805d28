# 其他图书馆：列表、一家图书馆的书目和书、在所有图书馆里一起搜索。

## list
libraries-title = 图书馆
libraries-note = 别家图书馆的书，和你自己图书馆的放在一起。从那里读的书也在同一个书架上。
libraries-own = 你的图书馆
libraries-mine = 你添加的图书馆
libraries-mine-none = 你还没有添加图书馆。
libraries-listed = 可以添加的图书馆
libraries-listed-note = { $library }已和它们连通。
libraries-listed-none = 你的图书馆还没有连通别家图书馆。想读哪家的书，请告诉馆员。
libraries-address = 按地址添加
libraries-address-label = 图书馆的地址
libraries-address-note = 书目或网站的地址，例如 books.example.org
libraries-address-action = 查找
libraries-address-busy = 正在查找…
libraries-address-missing = 请输入地址，例如 books.example.org
libraries-add = 添加
libraries-added = 已添加“{ $name }”。
libraries-remove = 移除
libraries-removed = 已移除“{ $name }”。从那里得来的书仍在书架上。
libraries-signed-in = 已登录。
libraries-can-sign-in = 可以登录。
libraries-other-note = 在别家图书馆找书、借书、读书
libraries-old = 你的图书馆没有响应。这是上次看到的列表。

## one of them
far-back = 所有图书馆
far-search = 搜索{ $library }
far-search-hint = 要找的字词
far-loading = 正在询问{ $library }
far-empty = 这里还是空的。
far-empty-advice = 请返回，或改用搜索。
far-ways-on = 四处看看
far-group-all = 全部
far-shelf = 我在那里的书架
far-profile = { $name }，{ $library }的读者
far-profile-loans = 还可借 { $available } 本，共 { $total } 本
far-profile-holds = 还可预约 { $available } 本，共 { $total } 本
far-not-let = { $library }不让浏览器直接询问。
    .advice = 你自己的图书馆会代为询问。一切照常，只是稍慢一点。
far-mixed = { $library }只能不加密地询问。
    .advice = 浏览器在这里不允许，所以由你自己的图书馆代为询问。一切照常，只是稍慢一点。
far-defects = 这份回答没能全部读懂
far-unknown = 这里没有这家图书馆
    .advice = 它可能已不在你图书馆的名单里。请查看列表，或询问馆员。

## signing in there
far-sign-in = 登录{ $library }
far-sign-in-note = 用你在{ $library }的账户。你自己的图书馆会密封保存，不必每次重新输入。
far-sign-in-login = 证号或用户名
far-sign-in-password = 密码
far-sign-in-show = 显示密码
far-sign-in-page = 将转到对方图书馆自己的登录页面，登录后回到这里。
far-sign-in-page-action = 前往登录页面
far-sign-in-own = 请先登录你自己的图书馆
    .advice = 你在别家图书馆的登录信息由它妥善保管，所以要先知道是谁的。
far-sign-in-librarian = 由馆员把你的读者证和这家图书馆关联起来。请到服务台办理。
far-sign-in-none = { $library }需要知道你是谁，但你的图书馆还没有设置登录方式。
    .advice = 请告诉馆员：这家图书馆需要设置登录方式。
far-sign-in-done = 已登录{ $library }。
far-sign-in-failed = 没能登录{ $library }。请重新开始；如果一直这样，请询问那家图书馆。
far-sign-out = 退出登录
far-sign-out-done = 已退出{ $library }，你的图书馆已忘记密码。
far-sign-in-help = 登录帮助
far-sign-in-register = 在那里办证

## one book of theirs
far-title-back = 回到{ $library }
far-title-from = 来自{ $library }
far-title-kept = 在阅历里打开，读到的地方留在书架上。
far-title-after = 借到以后就能在这里打开。
far-title-none = { $library }没有提供能在这里读的格式。
    .advice = 如有下列格式，可以下载后用其他应用打开。
far-ways = 获取方式
far-way-download = 下载
far-way-read = 阅读
far-way-open = 打开
far-way-outside = 前往对方网站
far-way-sample = 试读
far-way-note-here = 可在阅历里打开
far-way-note-other = 阅历还不能读这种格式。请下载后用能读它的应用打开。
far-way-note-lcp = 受 LCP 保护。它的许可可以在这里打开：用口令读，或转给别的应用。
far-way-note-protected = 受保护，只能用指定的应用打开。请下载后在那里打开。
far-way-note-webpub = 分成多个部分的网页书，没有单独的文件。阅历还不能读。
far-way-note-outside = 它在另一个网站上，那里还没有和你的图书馆连通。
far-way-note-sold = 出售：{ $price }
far-way-note-subscription = 需要订阅
far-way-note-steps = 再走一步才到这本书

## one search in all
all-libraries-title = 在所有图书馆里搜索
all-libraries-action = 在所有图书馆里搜索
all-libraries-label = 搜索所有图书馆
all-libraries-none = 你还没有添加别的图书馆。添加以后，在这里一次就能问遍它们。
all-libraries-hint = 输入书名、人名或主题。各家图书馆谁先答就先显示谁，不必等最慢的那家。
all-libraries-said = { $total } 家图书馆中已有 { $answered } 家回答。
all-libraries-looking = 正在查找…
all-libraries-nothing = 这里没有找到。
all-libraries-more = 全部结果

## what can go wrong
trouble-offline = 连不上你自己的图书馆
    .advice = 可能没有网络。书架和已下载的书都还在，联网后请再试。
trouble-not-listed = { $library }还没有和 { $origin } 连通
    .advice = 浏览器只让应用访问明确许可的服务器，所以由你的图书馆代为询问，而且只问名单上的。请馆员把 { $origin } 加进名单。
trouble-no-address = 这不是一个地址
    .advice = 请照浏览器里的样子输入，例如 books.example.org
trouble-no-catalogue = 这个地址没有书目
    .advice = 请核对地址，或向图书馆询问 OPDS 书目的地址，常以 /opds 结尾。
trouble-no-search = 这家图书馆不能搜索
    .advice = 它的书目没有搜索功能。请改为逐层浏览。
trouble-not-in-list = 这本书已经不在原来的地方
    .advice = 它可能已被移除或换了位置。请在那家图书馆里搜索。
trouble-sign-in-needed = 对方图书馆需要你登录
    .advice = 请用你在那家图书馆的账户登录。
trouble-other = 对方图书馆没能回答
    .advice = 没有改动任何内容。请过几分钟再试；如果一直这样，请告诉你的图书馆。
