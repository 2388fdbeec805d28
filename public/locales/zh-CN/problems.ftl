# What can be wrong with a book. The value says what happened, `.advice` what is safe and what to do.

## cannot be read
problem-empty-file = 这个文件是空的
    .advice = 里面什么也没有存下。图书馆可以换一份新的。
problem-unreadable-file = 这个文件打不开
    .advice = 图书馆的磁盘不让读取。过一会儿再试，或者告诉图书馆。
problem-unsupported-format = 这种文件我们还读不了
    .advice = 现在能读 EPUB 和 CBZ 漫画。你可以在书目里找找别的版本。
problem-not-an-archive = 这不是一本书的文件
    .advice = 名字像书，里面却是别的东西。请把书名告诉图书馆。
problem-truncated = 这个文件缺了一截
    .advice = 下载或复制时断了。再打开一次；还是这样，就告诉图书馆。
problem-encrypted = 这本书上了锁
    .advice = 出版方加了锁，我们没有钥匙。你可以在书目里找找别的版本。
problem-password-needed = 打开这份文件要密码
    .advice = 做文件的人设了密码。可以问问图书馆，或在书目里找找别的版本。
problem-password-wrong = 密码不对
    .advice = 大小写和空格都算。再试一次，或者问问图书馆。
problem-reader-stopped = 这一页画不出来
    .advice = 页里有东西让程序停住了。别的页还能照样读。
problem-not-a-pdf = 这不是 PDF 文件
    .advice = 名字像 PDF，里面却是别的东西。请把书名告诉图书馆。
problem-too-large = 这本书太大，不能安全打开
    .advice = 展开以后会占满你设备的内存，我们先停下了。别的都不受影响。
problem-package-missing = 文件里没有书
    .advice = 少了排列书页的清单，不知道从哪里读起。图书馆可以换一份。
problem-package-unreadable = 书页的清单坏了
    .advice = 认不出哪一页在前。图书馆可以换一份。
problem-nothing-to-read = 这本书没有正文
    .advice = 能打开，但里面没有可以读的内容。图书馆可以换一份。
problem-network = 图书馆没有回应
    .advice = 你读到的地方已记住。看看网络，再试一次。
problem-gone = 图书馆已经没有这本书
    .advice = 它下架了。你读到的地方仍记着，等它回来。

## can be read
problem-unsafe-path = 有一部分可疑，没有取用
    .advice = 它想伸到书的外面。其余都在，你的设备是安全的。
problem-container-missing = 书的标签不见了
    .advice = 我们还是找到了里面的书，你可以接着读。
problem-package-incomplete = 书的信息不全
    .advice = 书名、语言或标识没有写。正文不受影响。
problem-resource-missing = 这一页要用的东西不在文件里
    .advice = 做书时漏了图片、字体或某一页。其余可以读。
problem-resource-damaged = 书里有一处坏了
    .advice = 能救回来的都显示了。图书馆可以换一份。
problem-unsupported-compression = 有一部分的打包方式我们打不开
    .advice = 那一部分没有显示。其余可以读。
problem-navigation-missing = 这本书没有目录
    .advice = 照样可以一页页翻，读到的地方也会记住。
problem-malformed = 有一页没有写规范
    .advice = 能显示的都显示了，可能少几个字，或有几个字错了位。

## about them
