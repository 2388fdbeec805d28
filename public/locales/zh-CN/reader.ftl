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
reader-contents-untitled = 无题
reader-faults = 这本书有些地方不对
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
reader-go-to-no-percent = “{ $page }”不是书里的位置。请写 0 到 100 之间的百分比。
reader-back-to-place = 回到刚才读的地方
reader-progress-value = { $chapter }，全书 { $percent }
reader-page-of-chapter = 本章第 { $page } 页，共 { $pages } 页
reader-page-label = { $chapter }·第 { $page } 页
reader-time-left-chapter = 本章还有{ $time }
reader-time-left-book = 全书还有{ $time }
reader-time-left-pace = 按你读到现在的速度估算，只记在这台设备上。
time-minutes = { $minutes ->
    [0] 不到 1 分钟
   *[other] 约 { $minutes } 分钟
}
time-hours = { $minutes ->
    [0] 约 { $hours } 小时
   *[other] 约 { $hours } 小时 { $minutes } 分钟
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
reader-search-failed = 查找的程序没有取到。看看网络，再输入一次。
reader-search-unread = 有 { $count } 节没有取到，没有搜。看看网络，再搜一次。
reader-search-none = 书里没有“{ $query }”。少写几个字，或者换个写法试试。

## notes
reader-note = 注
reader-note-go = 到书里看这条注
reader-note-close = 收起注
reader-link-outside-title = 这个链接通到书外
reader-link-outside = 会在新标签页打开 { $host }。
reader-link-outside-go = 打开

## what lies elsewhere
elsewhere-title = 这本书想取书外的东西
elsewhere-sound = { $host } 的 { $count } 段声音
elsewhere-film = { $host } 的 { $count } 段影像
elsewhere-typeface = { $host } 的 { $count } 种字体
elsewhere-picture = { $host } 的 { $count } 张图片：不取，图片应当随书一起来
elsewhere-why = 现在什么都没有取。你同意以后，那些网站会知道你这里有人在读这本书。
elsewhere-impossible = 这个窗口里没有稳妥的办法去取，所以不取。文字都在。
elsewhere-allow = 给这本书取来
elsewhere-deny = 不取
elsewhere-read-on = 不取，接着读
elsewhere-setting = 不在书里的东西
elsewhere-allowed = 读到的时候就去取。
elsewhere-denied = 现在不取。

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
display-font-legible = Atkinson
display-font-dyslexic = OpenDyslexic
display-font-missing = 这种字体没有取到，先用别的字体显示。看看网络，再选一次。
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
display-more = 字、行和段落
display-publisher = 书自带的样式
display-publisher-note = 关掉以后只显示素净的文字，不用出版者的字体、大小和颜色。
display-letter-spacing = 字距
display-letters-closer = 字距紧一些
display-letters-wider = 字距松一些
display-word-spacing = 词距
display-words-closer = 词距紧一些
display-words-wider = 词距松一些
display-no-words = 词距和断词在这里没有用：中文、日文的词之间没有空格。
display-paragraph-spacing = 段距
display-paragraphs-closer = 段距紧一些
display-paragraphs-wider = 段距松一些
display-indent = 首行缩进
display-indent-less = 少缩进一些
display-indent-more = 多缩进一些
display-in-letters = { $count } 字
display-line-length = 最长的行
display-lines-shorter = 行短一些
display-lines-longer = 行长一些
display-about-letters = 约 { $count } 字
display-hyphens = 行末断词
display-ligatures = 连字（fi、fl）
display-ruby = 字旁的注音
display-ruby-note = 拼音、注音或假名，书里有才显示。
display-yes = 要
display-no = 不要
display-line-focus = 阅读尺
display-line-focus-fewer = 少看几行
display-line-focus-more = 多看几行
display-line-focus-off = 关
display-line-focus-lines = { $count } 行
display-line-focus-note = 其他行变淡。用方向键移动，或者拖动旁边的把手。
display-awake = 屏幕常亮
display-awake-note = 翻书的时候不熄屏；设备省电时可能不行。
display-awake-none = 这个浏览器不能让屏幕常亮。可以在设备自己的设置里把熄屏时间调长。
display-for = 用于
display-for-all = 所有的书
display-for-this = 只这一本
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

## a picture by itself
picture = 图
picture-close = 收起图
picture-size = 图的大小
picture-smaller = 小一些
picture-larger = 大一些
picture-words = 书里对图的说明
picture-says-nothing = 书里没有说明这幅图画的是什么。
picture-described-at = 看详细说明

## keyboard
keys-title = 按键
keys-next = 下一页
keys-previous = 上一页
keys-chapter = 下一章、上一章
keys-contents = 目录
keys-display = 版式
keys-back = 回到刚才的地方
keys-mark = 选字句划线：方向键选，回车打开
keys-bookmark = 夹书签，或拿掉
keys-bars = 显示或收起上下栏
keys-close = 先收起面板，再合上书
keys-ruler = 阅读尺打开时，移动阅读尺
keys-picture = 打开焦点所在的图
keys-help = 这张表

## problems
reader-problem-section = 这一部分没能显示。
reader-problem-skip = 到下一部分

## a reader's own notes
notes = 笔记
notes-none = 还没有笔记。选中书里的字句就能划线，按丝带就能记住这一页。
notes-none-fit = 没有合适的笔记，去掉一个筛选试试。
notes-find = 笔记里的字句
notes-filter = 显示
notes-filter-kind-all = 全部
notes-filter-kind-marks = 划线
notes-filter-kind-texts = 有笔记
notes-filter-kind-bookmarks = 书签
notes-count = 共 { $count } 条
notes-lost = 书里已经没有
notes-lost-why = 这个版本里没有这些字句了。你的笔记还留着。
notes-changed = 划线以后，原文有改动。
notes-edit = 修改
notes-delete = 删除
notes-edit-of = 修改“{ $words }”的笔记
notes-delete-of = 删除“{ $words }”的笔记
notes-deleted = 已删除。
notes-page-without-words = 没有文字的一页
notes-toolbar = 选中的字句
notes-write = 写笔记
notes-copy = 复制
notes-cite = 连出处一起复制
notes-cited = 已复制，带出处。
notes-link = 复制这本书的链接
cite = “{ $words }”——{ $source }
cite-title = 《{ $title }》
cite-and = 、
cite-then = ，
cite-percent = 全书 { $percent } % 处
share-book = 分享这本书
share-link = 复制这本书的链接
share-link-copied = 已复制这本书的链接。
notes-copied = 已复制。
notes-copy-failed = 浏览器不让复制。请选中字句，按 Ctrl 和 C。
notes-share = 分享
notes-look-up = 在书里找这些字句
notes-pen = 颜色
notes-pen-amber = 黄
notes-pen-green = 绿
notes-pen-blue = 蓝
notes-pen-red = 红
notes-mark-with = 划线：{ $pen }，{ $line }
notes-line = 样式
notes-line-solid = 底色
notes-line-underline = 下划线
notes-line-dotted = 点线
notes-line-wavy = 波浪线
notes-sample = 文
notes-your-note = 你的笔记
notes-done = 好了
notes-bookmark = 书签
notes-bookmark-here = 在这一页夹书签
notes-bookmark-made = 这一页夹了书签。
notes-bookmark-gone = 书签拿掉了。
notes-choosing = { $words } 方向键选别的字句，按住 Shift 再按方向键多选一些。回车打开可以做的事，Esc 退出。
notes-chosen-marked = { $words } 已划线，{ $pen }。按回车修改。
notes-choose-no-words = 这一页没有可以选的文字。
notes-choose-no-more = 那边没有了。
notes-export = 存一份
notes-export-markdown = 存成文本（Markdown）
notes-export-html = 存成网页
notes-export-json = 给别的阅读应用
notes-import = 从文件添加
notes-import-added = 添加了 { $count } 条。
notes-import-rest = 更新 { $renewed } 条，已有 { $known } 条。
notes-import-unreadable = 有 { $count } 条读不懂，没有添加。
notes-import-other-book = 文件里写的是另一本书。这本书里没有的字句列在最后。
notes-import-none = 这个文件里没有笔记。请选阅读应用存的文件，名字以 .annotation、.json 或 .jsonld 结尾。
notes-import-too-large = 这个文件太大，不像是笔记。请另选一个。
notes-not-kept = 这个浏览器不保存东西，离开这本书笔记就没了。请先存一份。
notes-not-in-pdf = PDF 里还不能做笔记、夹书签。
notes-failed = 没有成功。请合上书再打开，然后再试一次。

## where another device was
follow-place = 在另一台设备上读到“{ $chapter }”，{ $percent }
follow-percent = 在另一台设备上读到 { $percent }
follow-finished = 在另一台设备上已经读完这本书
follow-heard = { $place }。在正文下方可以选择去那里，或留在这里。
follow-where = { $device }，{ $when }
follow-device = 另一台设备
follow-go = 去那里
follow-stay = 留在这里
follow-just-now = 刚才
follow-minutes-ago = { $count } 分钟前
follow-hours-ago = { $count } 小时前
