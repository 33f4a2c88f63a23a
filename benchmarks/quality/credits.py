"""Credits: a hundred forms in which reports say who made their text or their pictures, put into a report of our own.

    python benchmarks/quality/credits.py [--show]

Text: is the agency found as maker of the text, under the name that the table gives it, and is nothing of the form left in the lead?
Pictures: is no agency found as maker of the text? Sentences: is a sentence of the news that names an agency, or speaks of reports and
contributions, left in the body, without a credit? `--show` names what is wrong.

The last line is one JSON object: text (share right), pictures_taken_for_text and sentences_lost (numbers).
"""

import argparse
import json

from variorum.contracts import Given
from variorum.language.pages import blocks
from variorum.model.report import Report
from variorum.sources.make import Found, report

TITLE = "Ferry runs aground off Sandvik"
LEAD = "The ferry ran aground on Monday evening and was pulled free by two tugs, the harbour office in Sandvik said."
BODY = (
    "Sixty passengers were on board, among them a school class from Holm, and nobody was hurt.",
    "Divers will look at the hull before anybody is let on board again, the office added.",
    "The captain had left Holm at noon and said the fog had come in within minutes.",
)

# Form -> the agency. `@` stands for the lead.
DATELINES = {
    "SANDVIK (AP) — @": "Associated Press",
    "SANDVIK, Norway (AP) — @": "Associated Press",
    "SANDVIK, March 2 (Reuters) - @": "Reuters",
    "SANDVIK/HOLM, March 2 (Reuters) - @": "Reuters",
    "(Reuters) - @": "Reuters",
    "SANDVIK (AFP) @": "Agence France-Presse",
    "Sandvik, 2 mars (AFP) - @": "Agence France-Presse",
    "Sandvik (dpa) - @": "Deutsche Presse-Agentur",
    "SANDVIK, March 2 (Xinhua) -- @": "Xinhua",
    "SANDVIK, March 2. /TASS/. @": "TASS",
    "SANDVIK. March 2 (Interfax) - @": "Interfax",
    "SANDVIK, 2 March (BelTA) – @": "BelTA",
    "New Delhi [India], March 2 (ANI): @": "Asian News International",
    "Sandvik, March 2 (IANS) @": "Indo-Asian News Service",
    "Sandvik, Mar 2 (PTI) @": "Press Trust of India",
    "Sandvik, Mar 2 (UNI) @": "United News of India",
    "March 2 (UPI) -- @": "United Press International",
    "Sandvik, Mar 2 (EFE).- @": "Agencia EFE",
    "(ANSA) - SANDVIK, MARCH 2 - @": "ANSA",
    "SEOUL, March 2 (Yonhap) -- @": "Yonhap",
    "KUALA LUMPUR, March 2 (Bernama) -- @": "Bernama",
    "Jakarta (ANTARA) - @": "Antara",
    "ACCRA, March 2, GNA – @": "Ghana News Agency",
    "Riyadh, March 02, 2021, SPA -- @": "Saudi Press Agency",
    "Tehran, March 2, IRNA – @": "IRNA",
    "ISLAMABAD, Mar 2 (APP):@": "Associated Press of Pakistan",
    "Taipei, March 2 (CNA) @": "Central News Agency",
    "Lagos, March 2, 2021 (NAN) @": "News Agency of Nigeria",
    "KUWAIT, March 2 (KUNA) -- @": "Kuwait News Agency",
    "TALLINN - BNS - @": "Baltic News Service",
    "SANDVIK--(BUSINESS WIRE)--@": "Business Wire",
    "SANDVIK, March 2, 2021 /PRNewswire/ -- @": "PR Newswire",
    "SANDVIK, Norway, March 02, 2021 (GLOBE NEWSWIRE) -- @": "GlobeNewswire",
    "Sandvik, Norway--(Newsfile Corp. - March 2, 2021) - @": "Newsfile",
    "SANDVIK, March 2, 2021 /CNW/ - @": "CNW Group",
    "SANDVIK, March 2 (AP/Reuters) - @": "Associated Press",
    "SANDVIK, 2 March 2021 (Coastwire) — @": "Coastwire",
    "SANDVIK, NORWAY (Reuters) — @": "Reuters",
    "SANDVIK/HOLM (dpa) - @": "Deutsche Presse-Agentur",
    "Sandvik, 2 Mar. (Anadolu) - @": "Anadolu Agency",
    "SANDVIK, March 2 (Kyodo) -- @": "Kyodo News",
    "SANDVIK – CP – @": "The Canadian Press",
    "SANDVIK, March 2, 2021 /PRNewswire-PRWeb/ -- @": "PR Newswire",
    "AP, SANDVIK — @": "Associated Press",
    "Sandvik, Mar 2 (AP) @": "Associated Press",
    "SANDVIK, March 2 (Reuters Breakingviews) - @": "Reuters",
    "SANDVIK: (AFP) @": "Agence France-Presse",
}
ABOVE = {
    "By PTI": "Press Trust of India",
    "AFP": "Agence France-Presse",
    "By Ada Lund, Associated Press": "Associated Press",
    "Ada Lund, Associated Press": "Associated Press",
    "By Reuters Staff": "Reuters",
    "Agence France-Presse": "Agence France-Presse",
    "ANI | Updated: March 2, 2021": "Asian News International",
    "Source: Xinhua": "Xinhua",
    "AP | March 2, 2021": "Associated Press",
    "PTI, Sandvik": "Press Trust of India",
    "By Ada Lund for Reuters": "Reuters",
    "Written by AFP": "Agence France-Presse",
    "Agency: IANS": "Indo-Asian News Service",
    "Ada Lund | AP": "Associated Press",
    "Courtesy: PTI": "Press Trust of India",
    "Reuters - 2 March 2021": "Reuters",
    "By A.P.": "Associated Press",
    "By ADA LUND The Associated Press": "Associated Press",
    "By Ada Lund and Ole Moe, Reuters": "Reuters",
    "From our correspondents and AFP": "Agence France-Presse",
    "Staff and agencies (Reuters)": "Reuters",
    "Reuters": "Reuters",
    "dpa/Ada Lund": "Deutsche Presse-Agentur",
}
BELOW = {
    "(AP)": "Associated Press",
    "— AP": "Associated Press",
    "(With inputs from PTI)": "Press Trust of India",
    "With agency inputs from ANI": "Asian News International",
    "(PTI ABC DEF)": "Press Trust of India",
    "-- ANI": "Asian News International",
    "/TASS": "TASS",
    "© 2021 AFP": "Agence France-Presse",
    "Copyright 2021 The Associated Press. All rights reserved.": "Associated Press",
    "(c)2021 dpa. Distributed by Tribune Content Agency, LLC.": "Deutsche Presse-Agentur",
    "This report by The Canadian Press was first published March 2, 2021.": "The Canadian Press",
    "The Associated Press contributed to this report.": "Associated Press",
    "Associated Press writer Ada Lund in Holm contributed to this report.": "Associated Press",
    "Compiled from Reuters, AFP reports.": "Reuters",
    "Information from the Associated Press was used in this report.": "Associated Press",
    "Additional reporting by Reuters": "Reuters",
    "This article is republished from The Conversation under a Creative Commons license.": "The Conversation",
    "This content was provided by Xinhua.": "Xinhua",
    "(This story has not been edited by Gull staff and is auto-generated from a syndicated feed of IANS.)": "Indo-Asian News Service",
    "First published by Reuters.": "Reuters",
    "View source version on businesswire.com: https://www.businesswire.com/news/home/1": "Business Wire",
    "Published in arrangement with Bloomberg.": "Bloomberg",
    "(Reporting by Ada Lund; Editing by Ole Moe) (Reuters)": "Reuters",
    "With additional reporting from The Associated Press.": "Associated Press",
    "AFP contributed to this story.": "Agence France-Presse",
    "Reporting by Reuters, writing by Ada Lund": "Reuters",
    "Material from PA was used in this article.": "PA Media",
    "(Source: ANI)": "Asian News International",
    "SOURCE: Xinhua": "Xinhua",
    "(With PTI inputs)": "Press Trust of India",
    "(Inputs from agencies PTI and ANI)": "Press Trust of India",
    "The Canadian Press, with files from Ada Lund": "The Canadian Press",
    "Copyright © 2021 Agence France-Presse": "Agence France-Presse",
}
PICTURES = (
    "Photo: AP",
    "AP Photo/Ole Moe",
    "(AP Photo/Ole Moe)",
    "Photograph: Ole Moe/AFP",
    "Image: Reuters",
    "The ferry off Sandvik. (Reuters/Ole Moe)",
    "The ferry off Sandvik, March 2, 2021. REUTERS/Ole Moe",
    "Ole Moe/AFP via Getty Images",
    "Picture: PA",
    "The ferry off Sandvik (Ole Moe/PA Wire)",
    "File photo of a ferry. | Photo Credit: PTI",
    "Image Source: ANI",
    "Photo courtesy of Xinhua",
    "A ferry in the fog. [Photo/Xinhua]",
    "[Ole Moe/Reuters]",
    "(Xinhua/Ole Moe)",
    "A ferry in the fog © AFP",
    "Image via AP",
    "Images from AFP",
    "Picture for representation. (Photo: PTI)",
    "Video: Reuters",
    "Photos by AFP",
    "(Photo by Ole Moe / AFP)",
    "The ferry on Monday. Photograph by Ole Moe for Reuters",
    "Pictures: AFP",
    "A tug off Sandvik (AP)",
    "PHOTO: REUTERS",
    "Pic: PTI",
    "The ferry is pulled free. AP/Ole Moe",
    "Graphic: AFP",
)
SENTENCES = (
    "The master of the harbour resigned on Friday, Reuters reported last week.",
    "A deckhand told AFP that the fog had come in within minutes of the start.",
    "The report by Reuters said nine ferries had run aground in the past ten years.",
    "The fog of the early evening contributed to the grounding, the report of the harbour office said.",
    "Research from the harbour office shows that four in ten ferries leave late.",
    "With reports from both lighthouses still missing, the office put off its verdict.",
    "The report was published by the harbour office on Wednesday.",
    "An earlier version of the timetable had the ferry leave at eleven.",
)


def read(above: str, lead: str, below: str) -> Report:
    text = "\n\n".join(part for part in (TITLE, above, lead, *BODY, below) if part)
    made = report(Found(text, "credits"), "credits", Given())
    assert isinstance(made, Report)
    return blocks(made)


def texts(found: Report) -> set[str]:
    return {credit.agency for credit in found.credits if credit.what == "text"}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--show", action="store_true")
    options.add_argument("--data", help="taken as from other scorers and not needed: the forms stand in this file")
    show = options.parse_args().show
    forms = [(form, agency, read("", form.replace("@", LEAD), "")) for form, agency in DATELINES.items()]
    forms += [(form, agency, read(form, LEAD, "")) for form, agency in ABOVE.items()]
    forms += [(form, agency, read("", LEAD, form)) for form, agency in BELOW.items()]
    right = 0
    for form, agency, found in forms:
        lead = next((found.text[block.start : block.end] for block in found.blocks if block.role == "lead"), "")
        if agency in texts(found) and lead == LEAD:
            right += 1
        elif show:
            print(f"text: {form!r}: {texts(found)}, lead {lead[:60]!r}")
    taken = [form for form in PICTURES if texts(read(form, LEAD, "")) or texts(read("", LEAD, form))]
    lost = []
    for sentence in SENTENCES:
        found = read("", LEAD, sentence)
        if texts(found) or found.text[found.blocks[-1].start :] != sentence or found.blocks[-1].role != "body":
            lost.append(sentence)
    if show:
        print(*(f"taken for text: {form!r}" for form in taken), *(f"lost: {sentence!r}" for sentence in lost), sep="\n")
    print(f"{len(forms)} forms of text credits, {right} right; {len(PICTURES)} of pictures, {len(taken)} taken for text;", end=" ")
    print(f"{len(SENTENCES)} sentences, {len(lost)} lost")
    print(json.dumps({"text": round(right / len(forms), 3), "pictures_taken_for_text": len(taken), "sentences_lost": len(lost)}))


if __name__ == "__main__":
    main()
