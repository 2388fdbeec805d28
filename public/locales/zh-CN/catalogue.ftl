# The catalogue and the page of one title. Every key, by section:
#
# search     catalogue-title catalogue-search-label catalogue-search-placeholder catalogue-search-action
#            catalogue-search-clear
# results    catalogue-results catalogue-results-for catalogue-none catalogue-none-for catalogue-none-advice
#            catalogue-none-action catalogue-loading catalogue-more catalogue-more-loading catalogue-end
#            catalogue-shown catalogue-tag-readable catalogue-tag-unreadable
# facets     catalogue-filters catalogue-filters-count catalogue-filters-show catalogue-filters-clear
#            catalogue-filter-remove facet-language facet-subject facet-format facet-option-count facet-all facet-fewer
# sort       catalogue-sort sort-relevance sort-newest sort-title sort-author
# title      title-back title-by title-read title-continue title-read-again title-open-page title-add title-remove
#            title-added title-removed title-not-readable title-not-readable-format title-not-readable-encrypted
#            title-not-readable-login title-not-readable-sold title-elsewhere title-about title-no-about title-progress
#            title-free-note title-same-author title-same-shelf title-problems title-share title-shared
# access     access-title access-unknown access-read-aloud access-read-aloud-note access-adapt access-adapt-note
#            access-images access-images-note access-pages access-pages-note access-contents access-contents-note
#            access-audio access-audio-note access-math access-math-note access-fixed access-fixed-note
#            access-images-missing access-images-missing-note access-flashing access-flashing-note access-source
# details    details-title details-author details-translator details-editor details-illustrator details-narrator
#            details-publisher details-published details-language details-subjects details-series
#            details-series-position details-size details-format details-pages details-pages-count
#            details-identifier details-rights
# languages  language-zh language-lzh language-yue language-en language-ja language-ko language-fr language-de
#            language-es language-it language-pt language-ru language-ar language-he language-fa language-hi
#            language-bn language-ta language-th language-vi language-id language-ms language-mn language-bo
#            language-ug language-ur language-tr language-el language-la language-nl language-sv language-fi
#            language-pl language-uk language-sw language-mul language-und
# formats    format-epub format-audiobook format-pdf format-comic format-daisy format-webpub format-other
# subjects   subject-fiction subject-literature subject-poetry subject-drama subject-essays subject-biography
#            subject-history subject-geography subject-travel subject-philosophy subject-religion
#            subject-psychology subject-society subject-law subject-politics subject-economics subject-education
#            subject-language subject-art subject-music subject-photography subject-architecture subject-craft
#            subject-food subject-science subject-mathematics subject-physics subject-nature subject-health
#            subject-technology subject-computing subject-agriculture subject-sport subject-children
#            subject-folklore subject-libraries subject-reference subject-general

## search
catalogue-title = 书目
catalogue-search-label = 搜索馆藏
catalogue-search-placeholder = 书名、作者或主题
catalogue-search-action = 搜索
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
catalogue-filters-clear = 清除全部筛选
catalogue-filter-remove = 去掉筛选条件：{ $name }
facet-language = 语言
facet-subject = 主题
facet-format = 形式
facet-option-count = { $count ->
   *[other] { $count } 种
}
facet-all = 全部显示
facet-fewer = 少显示些

## sort
catalogue-sort = 排序
sort-relevance = 最相关
sort-newest = 新到
sort-title = 书名
sort-author = 作者

## title
title-back = 回到书目
title-by = { $author } 著
title-read = 打开读
title-continue = 接着读
title-read-again = 再读一遍
title-open-page = 《{ $title }》的介绍
title-add = 留着以后读
title-remove = 从书架拿走
title-added = 《{ $title }》放上书架了。
title-removed = 《{ $title }》已从书架拿走。
title-not-readable = 这本现在还不能在这里读。
title-not-readable-format = 它是 { $format }，我们还打不开这种形式。
title-not-readable-encrypted = 出版方上了锁，我们没有钥匙。
title-not-readable-login = 只借给持证读者，而读者证还没有接通。
title-not-readable-sold = 这本是卖的，不外借。
title-elsewhere = 找别的书
title-about = 内容介绍
title-no-about = 图书馆还没有写这本书的介绍。
title-progress = 你已读了 { $percent }
title-free-note = 免费读，想读多久读多久，不用注册。
title-same-author = { $author }的其他书
title-same-shelf = 同一架上
title-problems = 这一份有些不对
title-share = 分享
title-shared = 链接已复制

## access
access-title = 你能怎样读这本书
access-unknown = 出版方没有说明这本书能怎样读。打开试试，大多数书都可以放大，也可以朗读。
access-read-aloud = 可以朗读全书
access-read-aloud-note = 读屏软件会按次序读
access-adapt = 字号、行距、边距随你改
access-adapt-note = 文字会重新排，不用左右拖动
access-images = 图片有文字说明
access-images-note = 需要时，图表另有长说明
access-pages = 页码与纸书一致
access-pages-note = 课堂上说“翻到第 58 页”，就能找到
access-contents = 可以按章走
access-contents-note = 目录通到每一部分
access-audio = 有真人朗读
access-audio-note = 读到哪里，哪里亮起
access-math = 公式可以逐项读
access-math-note = 公式是文字，不是图片
access-fixed = 版面和纸书一样固定
access-fixed-note = 可以放大，但文字不会重新排
access-images-missing = 有些图片没有说明
access-images-missing-note = 读屏软件会跳过它们
access-flashing = 有闪烁的画面
access-flashing-note = 如果你怕闪光，请留意
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
details-rights = 版权

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
format-daisy = 有声读物（无障碍）
format-webpub = 网页书
format-other = 其他

## subjects
subject-fiction = 小说
subject-literature = 文学
subject-poetry = 诗词
subject-drama = 戏剧
subject-essays = 散文
subject-biography = 传记
subject-history = 历史
subject-geography = 地理
subject-travel = 游记
subject-philosophy = 哲学
subject-religion = 宗教
subject-psychology = 心理
subject-society = 社会
subject-law = 法律
subject-politics = 政治
subject-economics = 经济
subject-education = 教育
subject-language = 语言
subject-art = 艺术
subject-music = 音乐
subject-photography = 摄影
subject-architecture = 建筑
subject-craft = 手艺
subject-food = 饮食
subject-science = 自然科学
subject-mathematics = 数学
subject-physics = 物理
subject-nature = 草木鸟兽
subject-health = 医药健康
subject-technology = 工程技术
subject-computing = 计算机
subject-agriculture = 农业
subject-sport = 体育
subject-children = 童书
subject-folklore = 民间故事
subject-libraries = 图书馆
subject-reference = 工具书
subject-general = 其他
