# The reader. Sections follow the rooms of the app.

## bars
reader-close = 合上书
reader-contents = 目录
reader-display = 版式
reader-page-of-book = 《{ $title }》正文
reader-opening = 正在打开

## contents
reader-contents-title = 目录
reader-contents-none = 这本书没有目录，照样可以一页页翻。
reader-tab-contents = 章节
reader-tab-pages = 纸书页码
reader-tab-landmarks = 部分
reader-page-number = 第 { $page } 页

## moving
reader-next-page = 下一页
reader-previous-page = 上一页
reader-go-to-label = 页码或百分比
reader-go-to-action = 翻
reader-go-to-missing = 这本书没有第 { $page } 页。
reader-back-to-place = 回到刚才读的地方
reader-progress-value = { $chapter }，全书 { $percent }
reader-page-of-chapter = 本章第 { $page } 页，共 { $pages } 页
reader-page-label = { $chapter }·第 { $page } 页
reader-time-left-chapter = { $minutes ->
    [0] 本章还有不到 1 分钟
   *[other] 本章还有约 { $minutes } 分钟
}
reader-first-page = 已经是第一页。
reader-last-page = 已经是最后一页。

## searching
reader-search = 书内搜索
reader-search-label = 书里的字句
reader-search-placeholder = 书里的字句
reader-search-whole-word = 只找整个词
reader-search-exact-case = 区分大小写和重音
reader-search-going = 已找到 { $count } 处，搜过全书 { $percent }
reader-search-found = 共 { $count } 处
reader-search-more = 先列出前 { $count } 处。多写几个字会更准。
reader-search-none = 书里没有“{ $query }”。少写几个字，或者换个写法试试。

## notes
reader-note = 注
reader-note-go = 到书里看这条注
reader-note-close = 收起注
reader-link-outside-title = 这个链接通到书外
reader-link-outside = 会在新标签页打开 { $host }。
reader-link-outside-go = 打开

## a file with a password
reader-password-label = 这份文件的密码
reader-password-action = 打开

## display
display-title = 版式
display-size = 字号
display-smaller = 字小一些
display-larger = 字大一些
display-paper = 纸色
display-paper-plain = 素纸
display-paper-sepia = 旧页
display-paper-night = 夜
display-paper-contrast = 高对比
display-font = 字体
display-font-book = 原书
display-font-serif = 宋
display-font-sans = 黑
display-font-kai = 楷
display-line-height = 行距
display-line-tighter = 行距紧一些
display-line-looser = 行距松一些
display-margins = 边距
display-margins-narrower = 边距窄一些
display-margins-wider = 边距宽一些
display-justify = 对齐
display-justify-book = 原书
display-justify-start = 左对齐
display-justify-full = 两端
display-columns = 分栏
display-columns-auto = 自动
display-columns-one = 一栏
display-columns-two = 两栏
display-flow = 翻法
display-flow-paginated = 翻页
display-flow-scrolled = 滚动
display-at-smallest = 已经最小。
display-at-largest = 已经最大。
display-reset = 恢复平常的样子
display-page = 页面
display-page-whole = 整页
display-page-width = 满宽
display-page-size = 页面大小
display-page-smaller = 缩小页面
display-page-larger = 放大页面
display-pages = 并排
display-pages-one = 一页
display-pages-two = 两页
display-device-note = 只记在这台设备上。

## keyboard
keys-title = 按键
keys-next = 下一页
keys-previous = 上一页
keys-chapter = 下一章、上一章
keys-contents = 目录
keys-display = 版式
keys-back = 回到刚才的地方
keys-close = 先收起面板，再合上书
keys-help = 这张表

## problems
reader-problem-section = 这一部分没能显示。
reader-problem-skip = 到下一部分
