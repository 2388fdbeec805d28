# The reader. Every key, by section:
#
# bars       reader-label reader-close reader-contents reader-display reader-search reader-bookmark reader-listen
#            reader-fullscreen reader-fullscreen-leave reader-show-controls reader-hide-controls reader-page-of-book
#            reader-opening reader-opening-slow
# contents   reader-contents-title reader-contents-none reader-tab-contents reader-tab-pages reader-tab-landmarks
#            reader-pages-none reader-landmarks-none reader-contents-here reader-page-number
# moving     reader-next-page reader-previous-page reader-next-chapter reader-previous-chapter reader-start
#            reader-end reader-go-to reader-go-to-label reader-go-to-action reader-go-to-missing reader-back-to-place
#            reader-back-to-place-note reader-progress reader-progress-value reader-page-of-chapter
#            reader-page-label reader-time-left-chapter reader-time-left-book reader-chapter-of
#            reader-first-page reader-last-page
# notes      reader-note reader-note-go reader-note-close reader-image reader-image-close reader-link-outside
#            reader-link-outside-title reader-link-outside-go
# display    display-title display-size display-smaller display-larger display-paper
#            display-paper-plain display-paper-sepia display-paper-night display-paper-contrast display-paper-app
#            display-font display-font-book display-font-serif display-font-sans display-font-kai display-font-mono
#            display-line-height display-line-tighter display-line-looser display-margins display-margins-narrower
#            display-margins-wider display-justify display-justify-book display-justify-start display-justify-full
#            display-columns display-columns-auto display-columns-one display-columns-two display-flow
#            display-flow-paginated display-flow-scrolled display-hyphens display-book-style display-book-style-note
#            display-on display-off display-at-smallest display-at-largest display-reset display-device-note
#            display-for-this-book
# keyboard   keys-title keys-next keys-previous keys-chapter keys-contents keys-display keys-back keys-fullscreen
#            keys-close keys-help key-arrows key-page-keys key-space
# ending     reader-finished reader-finished-note reader-finished-shelf reader-finished-again
# problems   reader-problem-some reader-problem-section reader-problem-skip

## bars
reader-label = 正在读《{ $title }》
reader-close = 合上书
reader-contents = 目录
reader-display = 版式
reader-search = 书内搜索
reader-bookmark = 加书签
reader-listen = 听
reader-fullscreen = 铺满屏幕
reader-fullscreen-leave = 退出全屏
reader-show-controls = 显示工具
reader-hide-controls = 收起工具
reader-page-of-book = 《{ $title }》正文
reader-opening = 正在打开
reader-opening-slow = 这本比较大，还在取。

## contents
reader-contents-title = 目录
reader-contents-none = 这本书没有目录，照样可以一页页翻。
reader-tab-contents = 章节
reader-tab-pages = 纸书页码
reader-tab-landmarks = 部分
reader-pages-none = 这本书没有标纸书页码。
reader-landmarks-none = 这本书没有标出各个部分。
reader-contents-here = 你在这里
reader-page-number = 第 { $page } 页

## moving
reader-next-page = 下一页
reader-previous-page = 上一页
reader-next-chapter = 下一章
reader-previous-chapter = 上一章
reader-start = 书的开头
reader-end = 书的末尾
reader-go-to = 翻到
reader-go-to-label = 页码或百分比
reader-go-to-action = 翻
reader-go-to-missing = 这本书没有第 { $page } 页。
reader-back-to-place = 回到刚才读的地方
reader-back-to-place-note = { $chapter }，{ $percent }
reader-progress = 全书进度
reader-progress-value = { $chapter }，全书 { $percent }
reader-page-of-chapter = 本章第 { $page } 页，共 { $pages } 页
reader-page-label = { $chapter }·第 { $page } 页
reader-time-left-chapter = { $minutes ->
    [0] 本章还有不到 1 分钟
   *[other] 本章还有约 { $minutes } 分钟
}
reader-time-left-book = { $minutes ->
    [0] 全书还有不到 1 分钟
   *[other] 全书还有约 { $minutes } 分钟
}
reader-chapter-of = 第 { $chapter } 章，共 { $chapters } 章
reader-first-page = 已经是第一页。
reader-last-page = 已经是最后一页。

## notes
reader-note = 注
reader-note-go = 到书里看这条注
reader-note-close = 收起注
reader-image = 图
reader-image-close = 收起图
reader-link-outside-title = 这个链接通到书外
reader-link-outside = 会在新标签页打开 { $host }。
reader-link-outside-go = 打开

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
display-paper-app = 跟随应用
display-font = 字体
display-font-book = 原书
display-font-serif = 宋
display-font-sans = 黑
display-font-kai = 楷
display-font-mono = 等宽
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
display-hyphens = 长词断行
display-book-style = 保留原书设计
display-book-style-note = 原书的设计妨碍你读时，就关掉它。
display-on = 开
display-off = 关
display-at-smallest = 已经最小。
display-at-largest = 已经最大。
display-reset = 恢复平常的样子
display-device-note = 只记在这台设备上。
display-for-this-book = 只用于这本书

## keyboard
keys-title = 按键
keys-next = 下一页
keys-previous = 上一页
keys-chapter = 下一章、上一章
keys-contents = 目录
keys-display = 版式
keys-back = 回到刚才的地方
keys-fullscreen = 全屏
keys-close = 先收起面板，再合上书
keys-help = 这张表
key-arrows = 方向键
key-page-keys = 上翻页、下翻页
key-space = 空格

## ending
reader-finished = 读到结尾了。
reader-finished-note = 《{ $title }》放进了读完的书里。
reader-finished-shelf = 去书架
reader-finished-again = 从头再读

## problems
reader-problem-some = { $count ->
   *[other] 这本书有 { $count } 处不太对。
}
reader-problem-section = 这一部分没能显示。
reader-problem-skip = 到下一部分
