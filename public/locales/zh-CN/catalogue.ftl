# The catalogue and the page of one title. Sections follow the rooms of the app.

## search
catalogue-title = 书目
catalogue-search-label = 搜索馆藏
catalogue-search-placeholder = 书名、作者或主题
catalogue-search-clear = 清空搜索

## results
catalogue-results = { $count ->
    [0] 没有找到
   *[other] 共 { $count } 种
}
catalogue-results-for = { $count ->
    [0] 没有找到“{ $query }”
   *[other] “{ $query }”，找到 { $count } 种
}
catalogue-none = 书架上没有符合的书。
catalogue-none-for = 书架上没有符合“{ $query }”的书。
catalogue-none-advice = 少写几个字，只写作者，或去掉一个筛选条件试试。
catalogue-none-action = 看全部
catalogue-loading = 正在书架上找
catalogue-more = 再看一些
catalogue-more-loading = 正在取
catalogue-end = 就这些了。
catalogue-shown = 已显示 { $shown }，共 { $total } 种
catalogue-tag-readable = 现在可读
catalogue-tag-unreadable = 暂时打不开

## facets
catalogue-filters = 筛选
catalogue-filters-count = 筛选·{ $count }
catalogue-filters-show = { $count ->
   *[other] 看这 { $count } 种
}
catalogue-filter-remove = 去掉筛选条件：{ $name }
facet-language = 语言
facet-subject = 主题
facet-format = 形式
facet-all = 全部显示
facet-fewer = 少显示些

## sort
catalogue-sort = 排序

## title
title-back = 回到书目
title-read = 打开读
title-continue = 接着读
title-read-again = 再读一遍
title-add = 留着以后读
title-remove = 从书架拿走
title-added = 《{ $title }》放上书架了。
title-removed = 《{ $title }》已从书架拿走。
title-not-readable = 这本现在还不能在这里读。
title-not-readable-format = 它是 { $format }，我们还打不开这种形式。
title-not-readable-login = 只借给持证读者，而读者证还没有接通。
title-not-readable-sold = 这本是卖的，不外借。
title-notes = 这本书的笔记
title-elsewhere = 找别的书
title-progress = 你已读了 { $percent }
title-free-note = 免费读，想读多久读多久，不用注册。

## access
access-title = 你能怎样读这本书
access-unknown = 出版方没有说明这本书能怎样读。打开试试，大多数书都可以放大，也可以朗读。
access-ways = 读的方式
access-adapt = 字号、行距、边距随你改
access-adapt-unknown = 没有说明版式能不能改
access-fixed = 版面和纸书一样固定，不能改
access-read-aloud = 全书可以朗读，也可以转成盲文
access-read-aloud-partly = 有些内容不能朗读，也不能转成盲文
access-read-aloud-not = 不能朗读，也不能转成盲文
access-read-aloud-unknown = 没有说明能不能朗读或转成盲文
access-images = 图片有文字说明
access-audio = 有真人朗读，与文字同步
access-audio-only = 只有录音，没有文字
access-audio-clips = 有些内容是录音
access-conformance = 无障碍标准
access-conforms-aaa = 超过通行的无障碍标准
access-conforms-aa = 达到通行的无障碍标准
access-conforms-a = 达到最低的无障碍标准
access-conforms-other = 声明达到某项标准，我们不认识
access-conforms-unknown = 没有说明达到什么标准
access-certified = 由 { $name } 核查
access-navigation = 怎样找地方
access-contents = 可以按目录走
access-index = 有索引，可以点过去
access-headings = 可以按标题走
access-pages = 页码与纸书一致
access-rich = 公式、图片和影像
access-math = 公式可以逐项读
access-latex = 公式用 LaTeX 写成
access-math-described = 公式有文字说明
access-chemistry = 化学式可以逐项读
access-chemistry-latex = 化学式用 LaTeX 写成
access-long-descriptions = 信息多的图片有详细说明
access-captions = 影像有可以打开的字幕
access-captions-open = 影像带字幕
access-transcript = 录音有文字稿
access-hazards = 可能引起不适的内容
access-no-hazards = 没有闪烁、晃动和突然的声响
access-flashing = 有闪烁的画面，可能诱发癫痫
access-motion = 画面晃动，可能让人头晕
access-sound = 有突然的声响
access-no-flashing = 没有闪烁的画面
access-no-motion = 没有晃动的画面
access-no-sound = 没有突然的声响
access-hazards-unknown = 没有说明有没有闪烁、晃动或突然的声响
access-legal = 法律上的说明
access-exempt = 出版方声明按某项无障碍法律可以豁免
access-more = 此外
access-audio-described = 影像有口述说明
access-braille = 有盲文
access-tactile = 有可以触摸的图或实物
access-sign-language = 有手语
access-aria = 各部分有标记，读屏软件认得
access-clear-sound = 人声与背景声分得清
access-contrast = 文字与底色对比鲜明
access-large-print = 用大字排印
access-ruby-full = 每个字都注音
access-ruby = 有些字注音
access-pronunciation = 难读的词标明了读法
access-summary = 出版方的说明
access-source = 由出版方声明。你发现不对，请告诉图书馆。

## details
details-title = 详细信息
details-author = 作者
details-translator = 译者
details-editor = 编者
details-illustrator = 绘者
details-narrator = 朗读
details-publisher = 出版者
details-published = 出版时间
details-language = 语言
details-subjects = 主题
details-series = 丛书
details-series-position = { $series } 第 { $position } 册
details-collection = 文库
details-contributor = 参与者
details-size = 大小
details-format = 形式
details-pages = 篇幅
details-pages-count = { $count ->
   *[other] { $count } 页
}
details-identifier = 标识

## languages
language-zh = 中文
language-lzh = 文言文
language-yue = 粤语
language-en = 英语
language-ja = 日语
language-ko = 韩语
language-fr = 法语
language-de = 德语
language-es = 西班牙语
language-it = 意大利语
language-pt = 葡萄牙语
language-ru = 俄语
language-ar = 阿拉伯语
language-he = 希伯来语
language-fa = 波斯语
language-hi = 印地语
language-bn = 孟加拉语
language-ta = 泰米尔语
language-th = 泰语
language-vi = 越南语
language-id = 印度尼西亚语
language-ms = 马来语
language-mn = 蒙古语
language-bo = 藏语
language-ug = 维吾尔语
language-ur = 乌尔都语
language-tr = 土耳其语
language-el = 希腊语
language-la = 拉丁语
language-nl = 荷兰语
language-sv = 瑞典语
language-fi = 芬兰语
language-pl = 波兰语
language-uk = 乌克兰语
language-sw = 斯瓦希里语
language-mul = 多种语言
language-und = 未注明语言

## formats
format-epub = 电子书
format-audiobook = 有声书
format-pdf = PDF
format-comic = 漫画
format-webpub = 网页书
format-other = 其他

## subjects

## what people did, by the codes of MARC
role-aui = 引言
role-aft = 后记
role-ann = 注释
role-arr = 编曲
role-art = 美术
role-bjd = 装帧
role-bkd = 书籍设计
role-bkp = 文件制作
role-clb = 合作
role-clr = 上色
role-cmm = 评注
role-cmp = 作曲
role-com = 辑录
role-cov = 封面
role-ctb = 参与者
role-dsr = 设计
role-drt = 导演
role-ive = 受访者
role-ivr = 采访者
role-lyr = 作词
role-mus = 音乐
role-oth = 参与者
role-pfr = 校对
role-pht = 摄影
role-pro = 制作人
role-red = 审订
role-res = 研究
role-rev = 评论
role-sce = 脚本
role-spn = 赞助
role-trc = 誊录
role-tyd = 字体设计
role-tyg = 排版
role-win = 序
role-wpr = 前言
role-adp = 改编
role-aud = 对白
role-aqt = 引文作者
role-ant = 原著
role-csl = 顾问
role-edc = 汇编
