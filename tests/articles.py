"""Pages with a report each, made by number."""

SENTENCES = (
    "أعلنت القيادة أن القوات ستسحب آلياتها غدا من أطراف البلدة بعد مشاورات طويلة مع الوسطاء في العاصمة.",
    "وقال مصدر مطلع إن الاتفاق الذي وقع في الشهر الماضي ما زال ساريا على الرغم من الخروقات المتبادلة.",
    "وكان قصف طال البلدة ليلا من دون أن يسفر عن إصابات بين المدنيين على ما ذكرت مصادر محلية.",
)


def article(number: int, address: str = "", encoding: str = "utf-8") -> bytes:
    """A page with a report that differs from the others."""
    title = f"خبر رقم {number} عن الهدنة في البلدة"
    canonical = f'<link rel="canonical" href="{address}">' if address else ""
    body = "".join(f"<p>{sentence} ({number})</p>" for sentence in SENTENCES)
    page = (
        f"<!DOCTYPE html><html lang='ar'><head><title>{title}</title>{canonical}"
        "<meta property='og:site_name' content='المرفأ'>"
        "<meta property='article:published_time' content='2020-11-01T09:00:00+03:00'></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
    return page.encode(encoding)
