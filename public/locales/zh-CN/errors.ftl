# When something between here and the library fails. The value says what happened, `.advice` what is safe and what
# to do. Every key, by section:
#
# network    error-offline error-timeout error-server error-busy error-blocked error-not-found error-not-allowed
#            error-sign-in error-wrong-answer error-cancelled error-unknown
# device     error-storage error-storage-full error-worker error-old-browser error-private
# rooms      error-catalogue error-title error-cover error-route error-book
# actions    error-retry error-retrying error-home error-details error-copy-details error-reload

## network
error-offline = 现在没有网络
    .advice = 打开过的都还在。联网以后，我们再取其余的。
error-timeout = 图书馆回得太慢
    .advice = 什么也没有丢。等一会儿，再试一次。
error-server = 图书馆那边出了故障
    .advice = 不是你的问题，什么也没有丢。过几分钟再试。
error-busy = 图书馆现在很忙
    .advice = 这会儿读书的人多。过一分钟再试。
error-blocked = 这家图书馆不让应用进去
    .advice = 它的服务器拒绝从这里来的请求。请告诉图书馆，只有他们能改。
error-not-found = 这里没有这一页
    .advice = 也许挪了地方。书目知道每本书在哪里。
error-not-allowed = 图书馆没有向所有人开放这里
    .advice = 可能要读者证。书目的其余部分都可以看。
error-sign-in = 图书馆要你登录
    .advice = 这里还不能登录。开架的书都可以读。
error-wrong-answer = 图书馆的回答我们看不懂
    .advice = 什么也没有丢。再试一次；还是这样，就告诉图书馆。
error-cancelled = 已经停下
    .advice = 什么也没有改变。
error-unknown = 出了点问题
    .advice = 书架和读到的地方都在。再试一次。

## device
error-storage = 这台设备不让保存
    .advice = 可以读，但关掉窗口后，读到的地方会丢。
error-storage-full = 这台设备满了
    .advice = 读到的地方已记住。腾出些空间，再试一次。
error-worker = 开书的部分停了
    .advice = 读到的地方已记住。请重新打开这本书。
error-old-browser = 这个浏览器太旧，开不了书
    .advice = 更新它，或换一个浏览器打开图书馆。
error-private = 这是无痕窗口
    .advice = 可以读，但关掉后书架会清空。

## rooms
error-catalogue = 书目没能打开
    .advice = 打开过的书，还可以从书架上读。
error-title = 这本书的介绍没能打开
    .advice = 再试一次，或者回到书目。
error-cover = 没有封面
    .advice = 我们替它画一个。
error-route = 这里没有这个地方
    .advice = 地址可能写错了，或者书挪了地方。
error-book = 这本书没能打开
    .advice = 读到的地方已记住。再试一次，或换一份。

## actions
error-retry = 再试一次
error-retrying = 正在再试
error-home = 回首页
error-details = 详情
error-copy-details = 复制详情
error-reload = 重新载入
