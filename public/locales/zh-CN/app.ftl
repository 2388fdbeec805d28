# The app around the rooms. Sections follow the rooms of the app.

## shell
app-name = 阅历
app-untitled = 无题
nav-label = 主导航
nav-home = 首页
nav-catalogue = 书目
nav-shelf = 书架
nav-you = 我的
nav-settings = 设置
skip-to-content = 跳到正文
back = 返回
close = 关闭
cancel = 取消
done = 好了
more-options = 更多
display-and-access = 显示与辅助
display-sample = 文
loading = 正在载入
retry = 再试一次
undo = 撤销
dismiss = 知道了

## offline
offline-banner = 现在没有网络。书架、读到的位置和本机上的书都在；别的书联网后再读。
library-silent = 图书馆暂时没有回应。现在看到的是上次来时的样子。

## update
update-ready = 有新版本了。你读到的地方不会丢。
update-action = 现在换上
update-later = 以后再说

## crash
crash-title = 应用出了故障
crash-safe = 你读到的地方和书架都好好地存在这台设备上。
crash-action = 重新打开
crash-details = 给维修的人看的说明

## home
home-title = 首页
home-continue = 上次读到这里
home-continue-action = 接着读
home-recent = 还在读的
home-recent-all = 去书架
home-new = 新到的书
home-new-all = 全部新书
home-subjects = 按架找书
home-subjects-all = 全部类目
home-kept = 已在本机的书
home-empty = 这里还没有书。
home-empty-action = 再看一次
home-empty-advice = 图书馆上架以后，书就会出现在这里。
home-first-visit = 挑一本，打开就读，不用注册。

## shelf
shelf-title = 书架
shelf-reading = 在读
shelf-finished = 读完
shelf-saved = 想读
shelf-count = { $count ->
    [0] 还没有书
   *[other] { $count } 本
}
shelf-empty = 书架还空着，等第一本书。
shelf-empty-action = 去找一本
shelf-reading-empty = 打开过的书会放在这里，都翻在你读到的地方。
shelf-saved-empty = 留着以后读的书会放在这里。
shelf-read-on = 接着读
shelf-read-again = 再读一遍
shelf-start = 开始读
shelf-remove = 从书架拿走
shelf-removed = 《{ $title }》已从书架拿走。
shelf-mark-finished = 读完了
shelf-marked-finished = 《{ $title }》放进了读完的书里。
shelf-progress = 读了 { $percent }

## you
you-title = 我的
you-note = 没有登录，也不用登录。
you-can-sign-in = 登录后可以借书和预约。开架的书不用证也能读。
you-card = 读者证 { $card }
you-card-expires = 有效期至 { $date }
you-card-blocked = 这张读者证暂时不能借书
    .advice = 已借的书可以归还。请到服务台问问怎样恢复。
you-card-expired = 这张读者证已经过期
    .advice = 到任一服务台或联系图书馆续期。开架的书照样可以读。
you-places = { $count ->
   *[other] { $count } 本书里记着你读到的地方。
}
you-places-none = 你打开的每本书，都会记住读到哪里。
you-tally = 这台设备上的阅读
you-storage-note = 本机上有什么，怎样腾出地方
you-install = 可以把阅历装到桌面
you-install-note = 点图标就打开，有自己的窗口。
you-install-action = 安装
you-settings-note = 颜色、语言、动效，还有这里存了什么
you-about-note = 这是什么，你的信息去了哪里

## sign-in
sign-in-title = 登录
sign-in-note = 用{ $library }的读者证登录。开架的书不登录也能读。
sign-in-note-plain = 用读者证登录。开架的书不登录也能读。
sign-in-card = 读者证号
sign-in-card-note = 印在读者证正面。
sign-in-pin = 密码
sign-in-show = 显示密码
sign-in-action = 登录
sign-in-busy = 正在登录…
sign-in-done = { $name }，欢迎回来
sign-in-already = { $name }已经登录。
sign-in-go-on = 继续
sign-in-card-missing = 请输入读者证号。
sign-in-pin-missing = 请输入密码。
sign-in-offline = 连不上图书馆。没有重复提交，联网后再试一次。
sign-in-failed = 图书馆暂时没能登录。过几分钟再试。
sign-out-action = 退出登录
sign-out-done = 已退出登录。进度和笔记已经收好，下次登录时会回来。
sign-out-done-untold = 已退出登录。还有 { $count } 处进度或笔记没有送到图书馆，会留在这台设备上，等你再来登录。
sign-out-failed = 连不上图书馆，所以还没有退出登录。联网后再试一次。

## loans
loan-borrow = 借阅
loan-hold = 预约
loan-renew = 续借
loan-return = 现在归还
loan-cancel = 取消预约
loan-busy = 请稍等…
loan-free = 现在可以借。
loan-free-copies = 共 { $total } 份，可借 { $available } 份。到期自动归还，不会逾期。
loan-taken = { $waiting ->
    [0] { $total } 份都借出了，还没有人排队。
   *[other] { $total } 份都借出了，有 { $waiting } 人在等。
}
loan-mine = 已借到。
loan-until = { $days ->
    [0] 已经到期。
   *[other] 借到 { $date }，还有 { $days } 天，到期自动归还。
}
loan-ready-until = { $days ->
    [0] 为你保留的时间已过。
   *[other] 为你保留到 { $date }。
}
loan-waiting = 前面还有 { $ahead } 人。
loan-waiting-next = 下一个就是你。
loan-waiting-somewhere = 正在排队。
loan-tag-free = 可借
loan-tag-taken = 都借出了
loan-tag-waiting = 等 { $waiting } 人
loan-tag-mine = 已借到
loan-tag-held = 已预约
loan-tag-ready = 为你留着
loan-borrowed = 《{ $title }》借到了。{ $standing }
loan-held = 已为《{ $title }》排队。{ $standing }
loan-renewed = 《{ $title }》续借好了。{ $standing }
loan-returned = 《{ $title }》已归还。读到的位置和笔记都还在。
loan-cancelled = 不再等《{ $title }》了。
loan-offline = 连不上图书馆，什么也没有改动。联网后再试一次。
loan-failed = 图书馆暂时没能办成，什么也没有改动。过几分钟再试。
loan-to-shelf = 去书架
loan-sign-in = 登录后借阅
shelf-loans = 在借
shelf-holds = 预约
shelf-loans-old = 图书馆没有回应。这是上次看到的借阅。

## keeping
keep-action = 下载到本机
keep-pause = 暂停
keep-go-on = 继续下载
keep-cancel = 不下载了
keep-remove = 从本机移除
keep-remove-title = 把《{ $title }》从本机移除？
keep-remove-all = 移除本机上全部的书
keep-remove-all-title = 移除本机上全部的书？
keep-remove-confirm = 移除的只是文件。书架和读到的地方都在，图书馆里也还有这本书。
keep-waiting = 排队等候
keep-loading = 正在下载
keep-offline = 连不上图书馆。接通以后会自己接着下。
keep-checking = 正在核对是否完整
keep-paused = 已暂停
keep-kept = 已在本机，没有网络也能打开。
keep-full = 放不下这本书了
    .advice = 已经下载的都在，没有丢。腾出地方，再试一次。
keep-damaged = 收到的和图书馆发出的不一样
    .advice = 下载了两次都不对，没有保存。过些时候再试；还是这样，就告诉图书馆。
keep-missing = 图书馆没有这个文件了
    .advice = 可能换了新的版本。去书目里找找这本书。
keep-refused = 图书馆没有向所有人开放这个文件
    .advice = 可能要读者证。联网时仍可以在这里读。
keep-device = 这台设备不让保存书
    .advice = 联网时可以读。无痕窗口什么也不保存，换普通窗口试试。
keep-amount = { $got }，共 { $total }
keep-label = 下载《{ $title }》
keep-loan-over = 《{ $title }》的借期已到，已从本机移除。读到的位置和笔记都还在。
keep-tag = 已在本机

## storage
storage-title = 存储
storage-room = 这台设备上的空间
storage-used = 已用 { $used }，浏览器允许用 { $quota }
storage-books = 本机上的书
storage-indexes = 书内搜索用
storage-rest = 应用、封面和书架
storage-lasting = 浏览器答应一直留着，除非你自己移除。
storage-passing = 设备空间不够时，浏览器可能会把它们全部清掉。
storage-ask = 请浏览器一直留着
storage-not-promised = 浏览器还没有答应。装到桌面、常常使用以后，多半会答应。
storage-none = 本机上还没有书。
storage-none-advice = 在书的页面上选“下载到本机”，进了隧道也能读。

## settings
settings-title = 设置
settings-look = 应用的样子
settings-theme = 主题
settings-theme-auto = 自动
settings-theme-paper = 素纸
settings-theme-sepia = 旧页
settings-theme-night = 夜
settings-theme-contrast = 高对比
settings-theme-note = 书页可以另选纸色，读书时再改。
settings-language = 语言
settings-language-note = 只改应用的文字，书仍是原来的语言。
settings-motion = 动画
settings-motion-less = 少一些
settings-motion-note = 翻页和面板直接切换，不再滑动。
settings-data = 这台设备上
settings-data-note-account = 读到的地方和笔记存在这台设备上，也存在你的图书馆账户里。这些设置只存在这台设备上。
settings-data-note = 读到的地方、书架和这些设置，只存在这台设备上。
settings-forget = 清除阅读记录
settings-forget-title = 清除这台设备上的阅读记录？
settings-forget-confirm = 书架、每本书读到的地方和笔记都会清空。下载到本机的书还在，可以在“存储”里移除。
settings-forget-confirm-account = 书架、每本书读到的地方和笔记都会清空，包括这里、图书馆账户里，以及你的其他设备上。下载到本机的书还在，可以在“存储”里移除。
settings-forget-failed = 图书馆没有回应，所以什么都没有清除。联网后再试一次。
settings-forgotten = 这台设备上的阅读记录已清除。

## about
about-title = 关于
about-what = 阅历是图书馆自己的阅读应用。在手机或电脑上读馆里的书。
about-library = 书来自{ $library }。
about-open = 它是自由软件，公开开发，任何图书馆都可以使用、检查和修改。
about-licence = 按 MIT 或 Apache 2.0 许可，任选其一。
about-privacy-title = 我们知道你什么
about-privacy = 不登录时，读什么、读到哪里只留在这台设备上。登录以后，进度和笔记也存进你的图书馆账户，只供你自己的设备使用，没有别人会看。没有跟踪，也没有广告。
about-privacy-fonts = 应用只和你的图书馆说话，不找别人要任何东西。
about-source = 源代码
about-version = 版本 { $version }

## amounts
count-books = { $count ->
    [0] 没有书
   *[other] { $count } 本书
}
minutes-short = { $minutes } 分钟
hours-minutes = { $minutes ->
    [0] { $hours } 小时
   *[other] { $hours } 小时 { $minutes } 分钟
}
percent-read = 全书 { $percent }
size-kb = { $size } KB
size-mb = { $size } MB
size-gb = { $size } GB

## dates
date-long = { $year } 年 { $month } { $day } 日
date-short = { $month } { $day } 日
month-1 = 1 月
month-2 = 2 月
month-3 = 3 月
month-4 = 4 月
month-5 = 5 月
month-6 = 6 月
month-7 = 7 月
month-8 = 8 月
month-9 = 9 月
month-10 = 10 月
month-11 = 11 月
month-12 = 12 月
day-today = 今天
day-yesterday = 昨天
day-days-ago = { $count ->
   *[other] { $count } 天前
}

## reading on all devices
following-title = 在所有设备上接着读
following-looking = 正在看图书馆那边有些什么……
following-all = 在这里读到的和记下的，账户里都有了。在另一台设备上登录，就能接着读。
following-all-kept = 在这里读到的和记下的，那个账户里都有了。
following-untold = 还有 { $count } 处进度或笔记没有送到图书馆。都存在这台设备上，图书馆一有回应就会自己送去。
following-refused = 有 { $count } 条笔记图书馆存不下：太长，或者太多了。它们留在这台设备上，改短后可以再送。
following-again = 现在再试
following-whose = 这台设备上的阅读记录属于上次登录的读者证。用那张证登录可以接着读；也可以先收起来，下次登录时再回来。
following-put-away = 收起来
following-ask = 这台设备上有没登录时留下的进度和笔记。是你的吗？
following-ask-note = 放进账户，你的其他设备上也会有。另外存放的话，退出登录后会回到这里。
following-mine = 放进我的账户
following-apart = 另外存放

## notes without the book
notes-page-title = 《{ $title }》的笔记
notes-page-back = 回到这本书
notes-page-over = 这本书现在不在你的借期内。笔记一直是你的。
notes-page-none = 这里没有这本书的笔记。
notes-page-elsewhere = 不知在哪一章

## licences
licences-title = 许可
licences-note = 别的图书馆借来的受保护的书
licences-about = 有些图书馆借出的书受 Readium LCP 保护。你拿到的是一份许可，一个以 .lcpl 结尾的小文件。在这里打开它，书就会来到这台设备。
licences-open = 打开许可文件
licences-here = 在这台设备上
licences-none = 这台设备上还没有许可。
licences-none-advice = 向图书馆借受保护的书时，图书馆会给你一份。
licence-open = 用许可打开
licence-unnamed = 还不知道书名的书
licence-passphrase = 你的口令
licence-show = 显示输入的内容
licence-remember = 以后这台设备打开这本书不再问我
licence-hint = 图书馆的提示：{ $hint }
licence-hint-page = 忘了口令
licence-copied-all = 许可允许复制的字数用完了。笔记不算在内。
licence-good = 归你读，没有期限。
licence-until = { $days ->
   *[other] 可以读到 { $date }，还有 { $days } 天。
}
licence-from = 从 { $date } 起可以读。
licence-ended-on = { $date } 已到期。读到的地方和笔记都留着。
licence-provider = 出借方
licence-copy = 可以复制
licence-copy-count = 共 { $count } 字，还剩 { $left } 字
licence-print = 可以打印
licence-print-count = { $count } 页，要用能打印的应用；这里不能打印。
licence-unlimited = 不限
licence-production = 这本书要用认证过的应用打开
    .advice = 它用的是 LCP 的正式加密方案，需要只有认证应用才有的密钥，浏览器和开源应用都保管不了。请存下许可，用 Thorium Reader 之类的应用打开。续借和归还可以在这里办。
licence-unknown = 我们不认识这本书的保护方式
    .advice = 请存下许可，用图书馆推荐的应用打开。
licence-save = 存下许可
licence-saved = 许可已存下。请用能读它的应用打开。
licence-forget-key = 在本机忘掉口令
licence-key-forgotten = 以后打开会再问口令。书还在。
licence-remove = 从本机移走
licence-removed = 许可和书已从本机移走。读到的地方和笔记都留着。
licence-renew-until = 续借到 { $date }
licence-taken = 许可到了，书正在取来。在书架上也能找到它。
licence-kept = 许可到了。书要用别的应用打开。
licence-not-fetched = 许可留在这里，书没有取来。请再借一次，或问问图书馆。
licence-not-listed = 从这里不能问 { $host }
    .advice = 浏览器只让本应用去问图书馆列出的服务器。可以请图书馆把它加进上游名单，或存下许可，用别的应用打开。
licence-no-answer = { $host } 没有回应
    .advice = 什么也没有改动。检查网络后再试；一直这样的话，可能是服务器停了，或不接受浏览器里的应用。
licence-odd-answer = 图书馆的回答看不懂
    .advice = 什么也没有改动。过几分钟再试，或告诉图书馆。
licence-refused = 图书馆没有同意
    .advice = 什么也没有改动。原因请问图书馆。
licence-refused-renewal = 图书馆这次不续借
    .advice = 可能有人在等，或续借次数已经用完。
licence-refused-date = 图书馆不让续借这么久
    .advice = 换个早一点的日期再试，或问问图书馆。
licence-refused-return = 图书馆没能收回这本书
    .advice = 书还是你的。过一会儿再试，或问问图书馆。
licence-refused-returned = 这本书已经还过了
    .advice = 读到的地方和笔记都留着。
licence-refused-expired = 借期已经过了
    .advice = 不用再还。读到的地方和笔记都留着。
licence-none-in-file = 这个文件不是许可
    .advice = 许可以 .lcpl 结尾。向图书馆借受保护的书时，图书馆会给你一份。
licence-other-kind = 许可到了，它的书在这里还不能读
    .advice = 这里能打开受保护的 EPUB。请存下许可，用别的应用打开。
licence-no-way = 许可到了，书却取不来
    .advice = 它在图书馆没有列出的服务器上，或许可没有写明地址。请存下许可，用别的应用打开。
reader-to-borrow = 去书的页面
