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
title-elsewhere = 找别的书
title-progress = 你已读了 { $percent }
title-free-note = 免费读，想读多久读多久，不用注册。

## access
access-title = 你能怎样读这本书
access-unknown = 出版方没有说明这本书能怎样读。打开试试，大多数书都可以放大，也可以朗读。
access-read-aloud = 可以朗读全书
access-adapt = 字号、行距、边距随你改
access-images = 图片有文字说明
access-pages = 页码与纸书一致
access-contents = 可以按章走
access-audio = 有真人朗读
access-math = 公式可以逐项读
access-fixed = 版面和纸书一样固定
access-images-missing = 有些图片没有说明
access-flashing = 有闪烁的画面
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
details-series-position = { $series }，第 { $position } 种
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
