"""Pages after the templates that Arabic outlets use, around reports of our own, with what is to be found in them.

Each template is what such systems print: menus, a clock, share buttons, "read also" in the middle, other reports in a column,
comments, a foot.  What a page holds besides the report carries words of its own (`ELSEWHERE`), so that a leak is seen.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

ELSEWHERE = (
    "افتتح وزير الزراعة معرض الزيتون السنوي بحضور مئات من أصحاب المعاصر والتجار من محافظات الساحل كافة.",
    "فاز فريق المدينة على ضيفه بهدفين في ختام الجولة السادسة من الدوري الممتاز مساء الخميس الماضي.",
    "تراجعت أسعار الذهب في الأسواق المحلية متأثرة بارتفاع الدولار وسط إقبال ضعيف من المشترين.",
)
MENU = ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة", "فيديو", "من نحن", "اتصل بنا")
READ_ALSO = "تعثر جولة المفاوضات الثالثة في العاصمة"


@dataclass(frozen=True, slots=True)
class Article:
    """A report of ours: day of print, as the outlet prints it and as ISO."""

    title: str
    printed: str
    day: str
    paragraphs: tuple[str, ...]


ARTICLES = (
    Article(
        "وفدان يتفقان على فتح الطريق الشرقي أمام القوافل",
        "الأحد 1 تشرين الثاني / نوفمبر 2020",
        "2020-11-01",
        (
            "اتفق وفدا الطرفين، مساء السبت، على فتح الطريق الشرقي أمام قوافل الإغاثة ثلاثة أيام في الأسبوع، بحسب ما قال متحدث باسم لجنة المتابعة.",
            "وأضاف المتحدث أن القوات المنتشرة على جانبي الطريق لن تنسحب من مواقعها، لكنها ستزيل السواتر الترابية خلال أسبوع من توقيع المحضر.",
            "ونقلت إذاعة محلية عن مصدر عسكري أن ثلاث نقاط مراقبة ستبقى في أماكنها، نافيا أن يكون أي منها قد تعرض للقصف في الأيام الماضية.",
            "وكانت موجة نـ.ـزوح جديدة قد بدأت منتصف الشهر الماضي من القرى القريبة من خط التماس، وفق منظمة إغاثة تعمل في المنطقة.",
            "ومن المقرر أن تجتمع اللجنة مرة ثانية في الخامس عشر من الشهر الجاري لبحث ملف الموقوفين.",
        ),
    ),
    Article(
        "الأمم المتحدة تدعو إلى تمديد الهدنة في الميناء",
        "الثلاثاء 23 مارس 2021",
        "2021-03-23",
        (
            "دعت المبعوثة الأممية، أمس الاثنين، أطراف النزاع إلى تمديد الهدنة في مدينة الميناء شهرا آخر، وقالت إن المدنيين «لا يحتملون جولة جديدة».",
            "وأعلنت السلطات المحلية التزامها بوقف إطلاق النار، وتعهدت بعدم تحريك الآليات الثقيلة باتجاه الجسر.",
            "في المقابل اتهمت غرفة العمليات القوات الموجودة شمال النهر بإطلاق قذائف على حي سكني، ما أدى إلى إصابة أربعة أشخاص بينهم طفلة.",
            "ولم يصدر تعليق من قيادة تلك القوات، غير أن مصدرا طلب عدم ذكر اسمه نفى الاتهام.",
        ),
    ),
    Article(
        "عودة مئات العائلات إلى بلدة الحصن بعد شهرين من النزوح",
        "الخميس 9 يونيو 2022",
        "2022-06-09",
        (
            "عادت مئات العائلات إلى بلدة الحصن خلال الأيام الثلاثة الماضية، بعد شهرين من النزوح، كما قال رئيس المجلس المحلي في اتصال هاتفي.",
            "وقال الرئيس إن فرق الهندسة فككت عشرات الألغام عند مدخل البلدة، وإن المياه ستعود إلى الأحياء الغربية الأسبوع المقبل.",
            "وأفاد سكان بأن المحال التجارية ما زالت مغلقة، وأن المدرسة الوحيدة تحتاج إلى ترميم.",
            "وطالب الأهالي الطرفين بإبعاد الحواجز عن منازلهم وبالسماح للفلاحين بالوصول إلى أراضيهم.",
            "وقدرت منظمة إنسانية عدد من لا يزالون في المخيمات بنحو ألفي شخص.",
        ),
    ),
)


def _menu() -> str:
    return "<nav><ul>" + "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(MENU)) + "</ul></nav>"


def _others(tag: str = "h3") -> str:
    return "".join(
        f'<div class="item"><{tag}><a href="/other/{n}">{words[:40]}</a></{tag}><p>{words}</p></div>'
        for n, words in enumerate(ELSEWHERE)
    )


def _foot() -> str:
    return '<footer class="site-footer"><p>جميع الحقوق محفوظة لصحيفة المرفأ 2014 - 2026</p></footer>'


def _body(article: Article, also: str) -> str:
    """The paragraphs, with a "read also" behind the second."""
    marked = [f"<p>{words}</p>" for words in article.paragraphs]
    return "\n".join([*marked[:2], also, *marked[2:]])


def _page(head: str, body: str, charset: str = "utf-8") -> str:
    return f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{charset}">{head}</head><body>{body}</body></html>'


def wordpress_jannah(article: Article) -> bytes:
    """WordPress with a theme for news: JSON-LD, a reading time, related reports inside the entry."""
    also = f'<div class="inline-related-post"><strong>اقرأ أيضاً: </strong><a href="/a">{READ_ALSO}</a></div>'
    head = (
        f"<title>{article.title} - المرفأ</title>"
        f'<script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","headline":"{article.title}",'
        f'"datePublished":"{article.day}T10:15:00+03:00","dateModified":"{article.day}T18:00:00+03:00",'
        '"publisher":{"@type":"Organization","name":"المرفأ"}}</script>'
    )
    body = (
        f'<header id="theme-header">{_menu()}</header><div class="main-content"><article id="the-post">'
        f'<header class="entry-header-outer"><h1 class="post-title entry-title">{article.title}</h1>'
        '<div class="post-meta"><span class="author-meta">محرر المرفأ</span><span class="meta-reading-time">دقيقة واحدة</span></div>'
        f'</header><div class="entry-content entry clearfix">{_body(article, also)}</div>'
        '<div class="share-buttons"><a>فيسبوك</a><a>تويتر</a><a>واتساب</a></div></article>'
        '<div id="comments"><h3>اترك تعليقاً</h3><p>لن يتم نشر عنوان بريدك الإلكتروني.</p></div></div>'
        f'<aside class="sidebar"><h4>الأكثر قراءة</h4>{_others()}</aside>{_foot()}'
    )
    return _page(head, body).encode()


def wordpress_tagdiv(article: Article) -> bytes:
    """WordPress with a magazine theme: the day in a `time` of the entry, many wrapping blocks."""
    also = f'<p><strong>اقرأ أيضًا..</strong> <a href="/a">{READ_ALSO}</a></p>'
    head = (
        f'<title>{article.title} | المرفأ</title><meta property="og:site_name" content="المرفأ">'
        f'<meta property="article:published_time" content="{article.day}T07:15:00+00:00">'
    )
    body = (
        f'<div class="td-header-wrap">{_menu()}<div class="td-date">السبت, 28 نوفمبر 2026</div></div>'
        f'<div class="td-container"><article class="post"><div class="td-post-header"><h1 class="entry-title">{article.title}</h1>'
        f'<span class="td-post-date"><time class="entry-date" datetime="{article.day}T07:15:00+00:00">{article.printed}</time></span>'
        '</div><div class="td-post-sharing">Facebook Twitter WhatsApp</div>'
        f'<div class="td-post-content tagdiv-type">{_body(article, also)}</div>'
        f'<div class="td_block_related_posts"><h4>مقالات ذات صلة</h4>{_others()}</div></article></div>{_foot()}'
    )
    return _page(head, body).encode()


def blogger(article: Article) -> bytes:
    """Blogger: the body in one block, its paragraphs parted by line breaks."""
    lines = "<br /><br />".join(article.paragraphs)
    body = (
        f'<div class="header"><h1 class="title">مدونة المرفأ</h1></div>{_menu()}<div class="main section"><div class="blog-posts">'
        f'<h2 class="date-header"><span>{article.printed}</span></h2><div class="post hentry">'
        f'<h3 class="post-title entry-title">{article.title}</h3><div class="post-body entry-content">{lines}</div>'
        '<div class="post-footer">مرسلة بواسطة <span>محرر</span> في '
        f'<abbr class="published" itemprop="datePublished" title="{article.day}T10:15:00+03:00">10:15</abbr></div></div></div>'
        f'<div class="comments"><h4>ليست هناك تعليقات:</h4></div></div><div class="sidebar">{_others("h4")}</div>'
    )
    head = f"<title>مدونة المرفأ: {article.title}</title>" + (
        f'<meta itemprop="datePublished" content="{article.day}T10:15:00+03:00">'
    )
    return _page(head, body).encode()


def amp(article: Article) -> bytes:
    """A page for telephones: AMP elements in place of the usual ones, and an advertisement between paragraphs."""
    also = f'<amp-ad type="doubleclick"></amp-ad><p><a href="/a">{READ_ALSO}</a></p>'
    head = (
        f'<title>{article.title}</title><script type="application/ld+json">{{"@graph":[{{"@type":"NewsArticle",'
        f'"datePublished":"{article.day}T10:15:00+03:00"}}]}}</script><style amp-boilerplate>body{{opacity:0}}</style>'
    )
    body = (
        f'<amp-sidebar id="sidebar">{_menu()}</amp-sidebar><main><article><h1>{article.title}</h1>'
        f'<p class="byline">المرفأ - العاصمة</p>{_body(article, also)}</article></main>'
        f"<amp-list><section>{_others('h4')}</section></amp-list>{_foot()}"
    )
    return _page(head, body).encode()


def table_layout(article: Article) -> bytes:
    """A layout of the nineties in windows-1256: nested tables, fonts, line breaks, the year of the copyright in the foot."""
    lines = "<br><br>".join(article.paragraphs)
    body = (
        f'<table width="100%"><tr><td colspan="3"><font size="5">صحيفة المرفأ</font></td></tr><tr><td width="150" valign="top">'
        f'{"<br>".join(MENU)}</td><td><table><tr><td><h1><font color="navy">{article.title}</font></h1></td></tr>'
        f'<tr><td><font size="2">{article.printed}</font></td></tr><tr><td><p align="justify">{lines}</p></td></tr></table></td>'
        f'<td width="200">{"<br>".join(words[:45] for words in ELSEWHERE)}</td></tr></table><center>Copyright 2014</center>'
    )
    return _page(f"<title>{article.title}</title>", body, "windows-1256").encode("windows-1256")


def drupal(article: Article) -> bytes:
    """Drupal 7: the day under the headline, in words, fields inside fields."""
    also = f'<div class="field-name-field-related"><div class="field-label">مواضيع ذات صلة:&nbsp;</div><a href="/a">{READ_ALSO}</a></div>'
    body = (
        f'<div id="page"><div class="region-header">{_menu()}</div><div class="region-content"><div class="block-system">'
        f'<div class="node node-article"><h1 class="title">{article.title}</h1><div class="submitted">{article.printed}</div>'
        '<div class="field field-name-body"><div class="field-items"><div class="field-item even">'
        f'{_body(article, also)}</div></div></div></div></div></div><div class="region-sidebar">{_others()}</div>{_foot()}</div>'
    )
    return _page(f"<title>{article.title} | المرفأ</title>", body).encode()


def next_js(article: Article) -> bytes:
    """A page put together by a program: meaningless class names, a clock above, the same data once more in a script."""
    also = f'<div class="css-9qk"><span>اقرأ أيضا</span><a href="/a"><div>{READ_ALSO}</div></a></div>'
    head = (
        f'<title>{article.title}</title><meta property="og:title" content="{article.title}">'
        f'<meta property="og:site_name" content="المرفأ">'
    )
    body = (
        f'<div id="__next"><div class="css-1a"><div class="css-2b">السبت 28 نوفمبر 2026</div>{_menu()}</div><main class="css-3c">'
        f'<div class="css-4d"><h1 class="css-5e">{article.title}</h1><div class="css-6f"><span>تاريخ النشر: </span>'
        f'<span>{article.printed}</span></div><div class="css-7g"><img src="/a.jpg" alt=""><div class="css-8h">جانب من الطريق</div></div>'
        f'<div class="css-article">{_body(article, also)}</div></div></main><section class="css-0z">{_others()}</section>{_foot()}</div>'
        f'<script id="__NEXT_DATA__" type="application/json">{{"title":"{article.title}"}}</script>'
    )
    return _page(head, body).encode()


def div_soup(article: Article) -> bytes:
    """No paragraphs: every block a div, the headline in a heading of the second order, two stamps of the same day."""
    also = f'<div><a href="/a">{READ_ALSO}</a></div>'
    lines = [f"<div>{words}</div>" for words in article.paragraphs]
    head = (
        f'<title>المرفأ | {article.title}</title><meta name="pubdate" content="{article.day}">'
        f'<meta property="og:published_time" content="{article.day}T12:00:00+03:00">'
    )
    body = (
        f'<div id="top"><div class="menu">{" | ".join(MENU)}</div></div><div id="wrap"><div id="news"><h2>{article.title}</h2>'
        f'<div class="story">{"".join([*lines[:2], also, *lines[2:]])}</div><div class="tools">طباعة | إرسال</div></div>'
        f'<div id="side">{_others("h4")}</div></div><div id="bottom">جميع الحقوق محفوظة للمرفأ</div>'
    )
    return _page(head, body).encode()


def spammed(article: Article) -> bytes:
    """A page that was broken into: a thousand hidden words of betting links in front of the report."""
    links = "".join(f'<a href="https://bet{n}.example/">betting casino bonus {n} slot</a> ' for n in range(250))
    arabic = "".join(f'<a href="https://win{n}.example/">مراهنات كازينو مجانية {n}</a> ' for n in range(60))
    hidden = f'<div style="position:absolute;left:-9999px">{links}</div><div style="display:none"><p>{arabic}</p></div>'
    return drupal(article).decode().replace("<body>", f"<body>{hidden}").encode()


def stretched(article: Article) -> bytes:
    """Text out of a PDF: lines stretched with kashida, put into a plain page."""
    body = "".join(f"<p>{words.replace('من', 'مــن').replace('على', 'علــــى')}</p>" for words in article.paragraphs)
    return _page(
        f"<title>{article.title}</title>",
        f'{_menu()}<div class="pdf"><h1>{article.title}</h1><div>{article.printed}</div>{body}</div>{_foot()}',
    ).encode()


def live_blog(article: Article) -> bytes:
    """A live page: an entry a time, the newest first, each stamped with an hour."""
    entries = "".join(
        f'<div class="live-entry"><span class="time">1{n}:05</span><h3>تحديث {n}</h3><p>{words}</p></div>'
        for n, words in enumerate(article.paragraphs)
    )
    head = (
        f"<title>{article.title}</title>"
        f'<script type="application/ld+json">{{"@type":"LiveBlogPosting","datePublished":"{article.day}T06:00:00+03:00"}}</script>'
    )
    body = (
        f"{_menu()}<main><article><h1>{article.title}</h1>{entries}</article></main><aside>{_others()}</aside>{_foot()}"
    )
    return _page(head, body).encode()


TEMPLATES: dict[str, Callable[[Article], bytes]] = {
    template.__name__: template
    for template in (
        wordpress_jannah, wordpress_tagdiv, blogger, amp, table_layout, drupal, next_js, div_soup, spammed, stretched, live_blog,
    )
}  # fmt: skip


def pages() -> Iterator[tuple[str, Article, bytes]]:
    """Every template around every report, with a name for it."""
    for name, template in TEMPLATES.items():
        for number, article in enumerate(ARTICLES):
            yield f"{name}-{number}", article, template(article)
