# When something between here and the library fails. The value says what happened, `.advice` what is safe and what

## network
error-offline = 现在没有网络
    .advice = 书架和读到的位置都好好地在这台设备上。联网以后，我们再取其余的。
error-timeout = 图书馆回得太慢
    .advice = 什么也没有丢。等一会儿，再试一次。
error-server = 图书馆那边出了故障
    .advice = 不是你的问题，什么也没有丢。过几分钟再试。
error-busy = 图书馆现在很忙
    .advice = 这会儿读书的人多。过一分钟再试。
error-not-found = 这里没有这一页
    .advice = 也许挪了地方。书目知道每本书在哪里。
error-not-allowed = 图书馆没有向所有人开放这里
    .advice = 可能要读者证。书目的其余部分都可以看。
error-sign-in = 图书馆要你登录
    .advice = 这里还不能登录。开架的书都可以读。
error-wrong-answer = 图书馆的回答我们看不懂
    .advice = 什么也没有丢。再试一次；还是这样，就告诉图书馆。

## device
error-storage = 这台设备不让保存
    .advice = 可以读，但关掉窗口后，读到的地方会丢。

## rooms
error-route = 这里没有这个地方
    .advice = 地址可能写错了，或者书挪了地方。

## actions
error-retry = 再试一次
error-home = 回首页
