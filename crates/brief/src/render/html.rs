//! HTML in one file: no script, nothing loaded from elsewhere. It reads on a
//! phone, in the dark, on paper and aloud.

use super::{Numbered, markdown::is_link, outlet};
use crate::{
    brief::{Brief, Section},
    chart::{attention_svg, level_svg},
    dates,
};

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1c1c1c;--paper:#fff;--dim:#5c5c5c;--rule:#bdbdbd;\
--line:#1c5a96;--band:#bcd3ea;--turn:#b03a2e;--bar:#8a6d3b;--link:#174a7c}\
@media(prefers-color-scheme:dark){:root{--ink:#e8e6e3;--paper:#16181b;--dim:#a6a39d;\
--rule:#4a4d52;--line:#8fbdf0;--band:#2f4f72;--turn:#f08a7d;--bar:#c9a968;--link:#9cc7f5}}\
*{box-sizing:border-box}\
body{margin:0 auto;padding:1rem;max-width:42rem;color:var(--ink);background:var(--paper);\
font:1.05rem/1.55 Georgia,'Times New Roman',serif;overflow-wrap:anywhere}\
h1{font-size:1.6rem;line-height:1.25;margin:.4em 0}\
h2{font-size:1.15rem;margin:1.6em 0 .3em;border-bottom:1px solid var(--rule)}\
p{margin:.5em 0}a{color:var(--link)}\
.first,.last,.notice{color:var(--dim);font-size:.95rem}\
.alleged,.denied,.planned,.conditional{border-bottom:1px dotted var(--dim)}\
sup a{text-decoration:none;padding:0 .15em}\
figure{margin:1.2em 0}figure svg{width:100%;height:auto;display:block}\
figcaption{font-size:.85rem;color:var(--dim)}\
ol.sources{padding-left:1.6em;font-size:.9rem}ol.sources li{margin:.6em 0}\
blockquote{margin:.2em 0;padding-left:.7em;border-left:3px solid var(--rule)}\
:target{background:var(--band)}\
@media print{:root{--ink:#000;--paper:#fff;--dim:#333;--link:#000}\
body{max-width:none;font-size:11pt;padding:0}figure,li{break-inside:avoid}h2{break-after:avoid}}";

/// The brief as one self-contained page with its charts.
pub fn to_html(brief: &Brief) -> String {
    let numbered = Numbered::of(brief);
    let name = format!("{} and {}", brief.a_name, brief.b_name);
    let title = escape(&format!("{name}, {}", dates::long(brief.as_of)));
    let mut page = format!(
        "<!doctype html><!-- {} -->\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head>\n<body>\n<header><h1>{}</h1>\
         <p class=\"first\">{}</p></header>\n<main>\n",
        comment(&brief.first_line),
        escape(&name),
        escape(&brief.first_line)
    );
    for section in &brief.sections {
        page.push_str(&section_html(section, &numbered));
        let is_before_charts = matches!(section.id.as_str(), "ups-and-downs" | "little");
        if is_before_charts && !brief.charts.level.is_empty() {
            page.push_str(&figures(brief, &name));
        }
    }
    page.push_str("</main>\n");
    if !numbered.is_empty() {
        page.push_str("<section aria-labelledby=\"sources\"><h2 id=\"sources\">Sources</h2>\n");
        page.push_str("<ol class=\"sources\">\n");
        for (n, citation) in numbered.iter() {
            let name = escape(outlet(citation));
            let name = match citation.url.as_deref().filter(|url| is_link(url)) {
                Some(url) => format!("<a href=\"{}\">{name}</a>", escape(url)),
                None => name,
            };
            page.push_str(&format!(
                "<li id=\"source-{n}\">{name}, <time datetime=\"{0}\">{0}</time> (<code>{1}</code>, \
                 sentence {2})<blockquote>{3}</blockquote></li>\n",
                citation.date,
                escape(&citation.document),
                citation.sentence,
                escape(&citation.quote)
            ));
        }
        page.push_str("</ol></section>\n");
    }
    page.push_str(&format!(
        "<footer><p class=\"last\">{}</p></footer>\n</body></html><!-- {} -->\n",
        escape(&brief.last_line),
        comment(&brief.last_line)
    ));
    page
}

/// Text that HTML must not read as markup, also inside attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn section_html(section: &Section, numbered: &Numbered) -> String {
    let id = escape(&section.id);
    let mut html = format!(
        "<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{}</h2>\n",
        escape(&section.title)
    );
    if !section.sentences.is_empty() {
        html.push_str("<p>");
        for sentence in &section.sentences {
            let marks: String = numbered
                .numbers(sentence)
                .iter()
                .map(|n| {
                    format!("<sup><a href=\"#source-{n}\" aria-label=\"source {n}\">{n}</a></sup>")
                })
                .collect();
            html.push_str(&format!(
                "<span class=\"{}\">{}</span>{marks}\n",
                sentence.certainty,
                escape(&sentence.text)
            ));
        }
        html.push_str("</p>\n");
    }
    for notice in &section.notices {
        html.push_str(&format!("<p class=\"notice\">{}</p>\n", escape(notice)));
    }
    html.push_str("</section>\n");
    html
}

fn figures(brief: &Brief, name: &str) -> String {
    let charts = &brief.charts;
    format!(
        "<figure>{}<figcaption>Level of relations in Goldstein points, &minus;10 hostile to +10 \
         friendly, with a 90&nbsp;% band. Red marks turning points; hatching, periods of which \
         not enough is known.</figcaption></figure>\n<figure>{}<figcaption>Attention: how much \
         was reported of the two, for each 10,000 documents where their number is known.\
         </figcaption></figure>\n",
        level_svg(name, &charts.level, &charts.turning_points),
        attention_svg(name, &charts.level)
    )
}

/// Text that may stand in an HTML comment.
fn comment(text: &str) -> String {
    text.replace("--", "- -").replace('>', " ")
}
