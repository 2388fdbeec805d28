# The app around the rooms. Every key, by section:
#
# shell      app-name app-tagline app-untitled nav-label nav-mark nav-more-label nav-home nav-catalogue nav-card
#            nav-shelf nav-you nav-settings nav-about skip-to-content back close cancel done more-options
#            display-and-access display-sample loading please-wait retry undo dismiss
# offline    offline-banner offline-back offline-not-saved
# update     update-ready update-action update-later install-title install-action install-note
# crash      crash-title crash-safe crash-action crash-details crash-copy crash-copied
# home       home-title home-continue home-continue-action home-recent home-recent-all
#            home-new home-new-all home-subjects home-subjects-all home-empty home-empty-action home-empty-advice
#            home-first-visit
# shelf      shelf-title shelf-reading shelf-finished shelf-saved shelf-count shelf-empty shelf-empty-action
#            shelf-reading-empty shelf-finished-empty shelf-saved-empty shelf-read-on shelf-read-again shelf-start
#            shelf-remove shelf-removed shelf-mark-finished shelf-marked-finished shelf-last-read shelf-progress
#            shelf-tabs
# card       card-title card-none card-note
# you        you-title you-note you-places you-places-none you-tally you-settings-note
#            you-about-note
# settings   settings-title settings-look settings-theme settings-theme-auto settings-theme-system settings-theme-paper
#            settings-theme-sepia settings-theme-night settings-theme-contrast settings-theme-note
#            settings-language settings-language-system settings-language-note settings-motion
#            settings-motion-system settings-motion-less settings-motion-note settings-reading
#            settings-reading-note settings-data settings-data-note settings-forget settings-forget-title
#            settings-forget-confirm settings-forgotten settings-saved settings-install
# about      about-title about-what about-library about-open about-licence about-privacy-title about-privacy
#            about-privacy-fonts about-source about-version about-problem
# amounts    count-books minutes-short hours-minutes time-left time-left-chapter percent-read size-kb size-mb size-gb
# dates      date-long date-short month-1 ... month-12 day-today day-yesterday day-days-ago

## shell
app-name = 阅历
app-tagline = 在图书馆里读书
app-untitled = 无题
nav-label = 主导航
nav-mark = 阅历首页
nav-more-label = 更多
nav-home = 首页
nav-catalogue = 书目
nav-card = 读者证
nav-shelf = 书架
nav-you = 我的
nav-settings = 设置
nav-about = 关于
skip-to-content = 跳到正文
back = 返回
close = 关闭
cancel = 取消
done = 好了
more-options = 更多
display-and-access = 显示与辅助
display-sample = 文
loading = 正在载入
please-wait = 稍等
retry = 再试一次
undo = 撤销
dismiss = 知道了

## offline
offline-banner = 现在没有网络。在这台设备上打开过的书，照样能读。
offline-back = 网络恢复了。
offline-not-saved = 这本还没有存到这台设备上，联网后就能打开。

## update
update-ready = 有新版本了。你读到的地方不会丢。
update-action = 现在换上
update-later = 以后再说
install-title = 把阅历放到这台设备上
install-action = 安装
install-note = 像别的应用一样打开，没有网络也能用。

## crash
crash-title = 应用出了故障
crash-safe = 你读到的地方和书架都好好地存在这台设备上。
crash-action = 重新打开
crash-details = 给维修的人看的说明
crash-copy = 复制
crash-copied = 已复制

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
home-empty = 这里还没有书。
home-empty-action = 再看一次
home-empty-advice = 图书馆上架以后，书就会出现在这里。
home-first-visit = 挑一本，打开就读，不用注册。

## shelf
shelf-title = 书架
shelf-tabs = 书架分类
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
shelf-finished-empty = 读完的书会放在这里。
shelf-saved-empty = 留着以后读的书会放在这里。
shelf-read-on = 接着读
shelf-read-again = 再读一遍
shelf-start = 开始读
shelf-remove = 从书架拿走
shelf-removed = 《{ $title }》已从书架拿走。
shelf-mark-finished = 读完了
shelf-marked-finished = 《{ $title }》放进了读完的书里。
shelf-last-read = { $when }打开过
shelf-progress = 读了 { $percent }

## card
card-title = 读者证
card-none = 你的读者证会放在这里。
card-note = 读书不用证。图书馆接通以后，借书才用得上。

## you
you-title = 我的
you-note = 没有登录，也不用登录。
you-places = { $count ->
   *[other] { $count } 本书里记着你读到的地方。
}
you-places-none = 你打开的每本书，都会记住读到哪里。
you-tally = 这台设备上的阅读
you-settings-note = 颜色、语言、动效，还有这里存了什么
you-about-note = 这是什么，你的信息去了哪里

## settings
settings-title = 设置
settings-look = 应用的样子
settings-theme = 主题
settings-theme-auto = 自动
settings-theme-system = 跟随设备
settings-theme-paper = 素纸
settings-theme-sepia = 旧页
settings-theme-night = 夜
settings-theme-contrast = 高对比
settings-theme-note = 书页可以另选纸色，读书时再改。
settings-language = 语言
settings-language-system = 跟随设备
settings-language-note = 只改应用的文字，书仍是原来的语言。
settings-motion = 动画
settings-motion-system = 跟随设备
settings-motion-less = 少一些
settings-motion-note = 翻页和面板直接切换，不再滑动。
settings-reading = 读书
settings-reading-note = 每本书都先这样打开。单独改某一本，不影响别的。
settings-data = 这台设备上
settings-data-note = 读到的地方、书架和这些设置，只存在这台设备上。
settings-forget = 清除阅读记录
settings-forget-title = 清除这台设备上的阅读记录？
settings-forget-confirm = 书架和每本书读到的地方都会清空。书还在图书馆里。
settings-forgotten = 这台设备上的阅读记录已清除。
settings-saved = 已保存
settings-install = 安装应用

## about
about-title = 关于
about-what = 阅历是图书馆自己的阅读应用。在手机或电脑上读馆里的书，有没有网络都行。
about-library = 书来自{ $library }。
about-open = 它是自由软件，公开开发，任何图书馆都可以使用、检查和修改。
about-licence = 按 MIT 或 Apache 2.0 许可，任选其一。
about-privacy-title = 我们知道你什么
about-privacy = 你读什么、读到哪里，只留在这台设备上。没有跟踪，也没有广告。
about-privacy-fonts = 应用只和你的图书馆说话，不找别人要任何东西。
about-source = 源代码
about-version = 版本 { $version }
about-problem = 反映问题

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
time-left = 约 { $time }读完
time-left-chapter = 约 { $time }读完本章
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
