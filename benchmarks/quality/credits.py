"""Credits: some three hundred forms in which reports say who made their text or their pictures, put into a report of our own.

    python benchmarks/quality/credits.py [--show]

Text: is the agency found as maker of the text, under the name that the table gives it, and is nothing of the form left in the lead?
Bylines: is the line below the headline read as the byline, and the lead as the lead?
Pictures: is no agency found as maker of the text? Sentences: is a sentence of the news that names an agency, or speaks of reports and
contributions, left in the body, without a credit? `--show` names what is wrong.

The last line is one JSON object: text and bylines (shares right), pictures_taken_for_text and sentences_lost (numbers).
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
    "LONDON, May 2 (Reuters Life!) - @": "Reuters",
    "DUBAI, United Arab Emirates (AP) — @": "Associated Press",
    "SUND, May 2, 2024 /PRNewswire/ -- @": "PR Newswire",
    "SUND, May 02, 2024 (GLOBE NEWSWIRE) -- @": "GlobeNewswire",
    "Sund, Norway--(Newsfile Corp. - May 2, 2024) - @": "Newsfile",
    "(ANSA) - ROME, MAY 2 - @": "ANSA",
    "ISLAMABAD, May 02 (APP): @": "Associated Press of Pakistan",
    "DHAKA, May 2, 2024 (BSS) - @": "Bangladesh Sangbad Sangstha",
    "ANKARA (AA) - @": "Anadolu Agency",
    "MOSCOW. May 2 (Interfax) - @": "Interfax",
    "ASTANA. KAZINFORM – @": "Kazinform",
    "Accra, May 2, GNA – @": "Ghana News Agency",
    "ABU DHABI, 2nd May, 2024 (WAM) -- @": "Emirates News Agency",
    "Riyadh, May 02, 2024, SPA -- @": "Saudi Press Agency",
    "KUALA LUMPUR, May 2 (Bernama) -- @": "Bernama",
    "Hanoi, May 2 (VNA) – @": "Vietnam News Agency",
    "Taipei, May 2 (CNA) @": "Central News Agency",
    "Lisbon, May 2, 2024 (Lusa) – @": "Lusa",
    "BELGRADE, May 2 /Tanjug/ - @": "Tanjug",
    "Berlin (dpa/AFP) - @": "Deutsche Presse-Agentur",
    "Bern (Keystone-SDA) - @": "Keystone-SDA",
    "SYDNEY, AAP - @": "Australian Associated Press",
    "SUND, Ohio (WKRC) — @": "WKRC",
    "SUND (Tribune News Service) — @": "Tribune News Service",
    "STOCKHOLM (TT) — @": "TT",
    "Prague, May 2 (CTK) - @": "ČTK",
    "SUND, May 2 (Reuters) – @": "Reuters",
    "WASHINGTON, May 2 (Xinhua) — @": "Xinhua",
    "SUND – Reuters – @": "Reuters",
    "GENEVA (ATS) – @": "Agence télégraphique suisse",
    "VATICAN CITY (CNS) — @": "Catholic News Service",
    "SALT LAKE CITY (KSL) — @": "KSL",
    "(The Center Square) – @": "The Center Square",
    "TEHRAN (Tasnim) – @": "Tasnim",
    "Damascus, (SANA)- @": "SANA",
    "Doha, May 2 (QNA) – @": "Qatar News Agency",
    "TUNIS (TAP) - @": "TAP",
    "WINDHOEK, May 2 (Nampa) -- @": "Nampa",
    "Amman, May 2 (Petra) – @": "Petra",
    "MANILA (PNA) — @": "Philippine News Agency",
    "SOFIA, May 2 (BTA) - @": "Bulgarian News Agency",
    "Cairo - MENA: @": "Middle East News Agency",
    "(CNN) -- @": "CNN",
    "SUND, May 2, 2024 (LUSA) - @": "Lusa",
    "London (PA) - @": "PA Media",
    "SANDVIK (UrduPoint / APP - 2nd Mar, 2021 ) @": "Associated Press of Pakistan",
    "SANDVIK, 2nd March, 2021 (WAM) -- @": "Emirates News Agency",
    "AMMAN, Mar. 2 (Petra) -- @": "Petra",
    "YEREVAN, MARCH 2, ARMENPRESS. @": "Armenpress",
    "BAKU, Azerbaijan, March 2. /Trend News Agency/ @": "Trend News Agency",
    "Bucharest, March 2 /Agerpres/ - @": "AGERPRES",
    "Ljubljana, 2 March (STA) - @": "Slovenian Press Agency",
    "ZAGREB, March 2 (Hina) - @": "Hina",
    "Sofia, March 2 (BTA) - @": "Bulgarian News Agency",
    "Sandvik (NTB): @": "NTB",
    "Lisbon, March 2, 2021 (Lusa) - @": "Lusa",
    "Brussels (Belga) - @": "Belga",
    "Windhoek, 02 MAR 2021 (NAMPA) – @": "Namibia Press Agency",
    "Addis Ababa, March 2, 2021 (ENA) – @": "Ethiopian News Agency",
    "BRIDGETOWN, Barbados, CMC – @": "Caribbean Media Corporation",
    "Havana, Mar 2 (Prensa Latina) @": "Prensa Latina",
    "SANDVIK, NORWAY / ACCESSWIRE / March 2, 2021 / @": "ACCESS Newswire",
    "SANDVIK, NORWAY, March 2, 2021 /EINPresswire.com/ -- @": "EIN Presswire",
    "(RNS) — @": "Religion News Service",
    "SANDVIK (Thomson Reuters Foundation) – @": "Reuters",
    "SANDVIK (AP) _ @": "Associated Press",
    "AhlulBayt News Agency (ABNA): @": "AhlulBayt News Agency",
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
    "Reuters in Sund": "Reuters",
    "Agence France-Presse in Paris": "Agence France-Presse",
    "PTI | Updated: May 2, 2024 09:00 IST": "Press Trust of India",
    "By Ada Lund, PA": "PA Media",
    "Ada Lund, dpa": "Deutsche Presse-Agentur",
    "Edited By: Ada Lund | Source: IANS": "Indo-Asian News Service",
    "Associated Press": "Associated Press",
    "AFP, Sund": "Agence France-Presse",
    "By Our Correspondent | PTI": "Press Trust of India",
    "Ada Lund (AP)": "Associated Press",
    "By Staff Writer with AFP": "Agence France-Presse",
    "By AFP - Agence France Presse": "Agence France-Presse",
    "Ada Lund THE CANADIAN PRESS": "The Canadian Press",
    "By ADA LUND and PER DAHL, Associated Press": "Associated Press",
    "By Ada Lund - Associated Press - Thursday, May 2, 2024": "Associated Press",
    "By Ada Lund, AAP": "Australian Associated Press",
    "PA Media reporter": "PA Media",
    "Ada Lund | Tribune News Service (TNS)": "Tribune News Service",
    "Sandvik: Reuters": "Reuters",
    "PTI | Mar 2, 2021, 10:15 IST": "Press Trust of India",
    "Source: Xinhua | 2021-03-02 10:15:00 | Editor: huaxia": "Xinhua",
    "by Xinhua writers Ada Lund, Pelle Brandt": "Xinhua",
    "STAFF WRITER, with CNA": "Central News Agency",
    "AFP-Jiji": "Agence France-Presse",
    "FRANCE 24 with AFP": "Agence France-Presse",
    "By Ada Lund, PA Political Correspondent": "PA Media",
    "Press Association Tue 2 Mar 2021 10.15 GMT": "PA Media",
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
    "With inputs from PTI and ANI": "Asian News International",
    "© 2024 Deutsche Presse-Agentur": "Deutsche Presse-Agentur",
    "AP contributed to this report": "Associated Press",
    "Text: dpa": "Deutsche Presse-Agentur",
    "jsi/wd (AP, AFP, Reuters)": "Agence France-Presse",
    "Source: AFP": "Agence France-Presse",
    "- AAP": "Australian Associated Press",
    "– With files from The Canadian Press": "The Canadian Press",
    "Visit the Los Angeles Times at latimes.com. Distributed by Tribune Content Agency, LLC.": "Los Angeles Times",
    "Material from Reuters is included in this report.": "Reuters",
    "Additional reporting by the Press Association": "PA Media",
    "This article is republished from The Conversation under a Creative Commons license. Read the original article.": "The Conversation",
    "This story was originally published by Grist.": "Grist",
    "Copyright 2024 The Associated Press. All rights reserved. This material may not be published, broadcast, rewritten or "
    "redistributed without permission.": "Associated Press",
    "©2024 Bloomberg L.P.": "Bloomberg",
    "(PNA)": "Philippine News Agency",
    "(NAN)": "News Agency of Nigeria",
    "– SAnews.gov.za": "SAnews",
    "Los Angeles Times staff writer Ada Lund contributed.": "Los Angeles Times",
    "AFP/Reuters": "Agence France-Presse",
    "SOURCE Norra Shipping": "Norra Shipping",
    "© Agence France-Presse": "Agence France-Presse",
    "(The Associated Press, Reuters)": "Associated Press",
    "BELGA": "Belga",
    "With reporting by RFE/RL's Belarus Service, Reuters and AFP": "Agence France-Presse",
    "This report was produced with material from the Deutsche Presse-Agentur (dpa).": "Deutsche Presse-Agentur",
    "Our Standards: The Thomson Reuters Trust Principles.": "Reuters",
    "PTI ABC XYZ": "Press Trust of India",
    "--IANS": "Indo-Asian News Service",
    "Story by Reuters": "Reuters",
    "Published under license from The New York Times": "The New York Times",
    "(AFP)": "Agence France-Presse",
    "REUTERS": "Reuters",
    "with AP": "Associated Press",
    "— Reuters, AP": "Associated Press",
    "© 2024 The Canadian Press": "The Canadian Press",
    "© 2024 AFP": "Agence France-Presse",
    "Source: WAM": "Emirates News Agency",
    "AP writers Ada Lund and Ole Moe contributed.": "Associated Press",
    "(c) Copyright Thomson Reuters 2024": "Reuters",
    "The Washington Post's Ada Lund contributed.": "The Washington Post",
    "(with Reuters)": "Reuters",
    "The AP and CBS News contributed to this report.": "Associated Press",
    "- Bernama": "Bernama",
    "This story was reported by the Associated Press.": "Associated Press",
    "Text by Reuters": "Reuters",
    "(This article is based on reports by dpa and AFP.)": "Agence France-Presse",
    "- Reporting by Reuters; additional reporting by Ada Lund": "Reuters",
    "AFP, TASS, Interfax": "Agence France-Presse",
    "The original version of this story was published by ProPublica.": "ProPublica",
    "Based on reporting by Reuters, AP, and AFP": "Agence France-Presse",
    "With additional reporting by Agence France-Presse": "Agence France-Presse",
    "Some information for this report was provided by Reuters.": "Reuters",
    "Some information for this report came from The Associated Press and Agence France-Presse.": "Agence France-Presse",
    "Reprinted with permission from Kaiser Health News.": "KFF Health News",
    "Distributed by APO Group on behalf of the Sund Harbour Board.": "APO Group",
    "(SAnews)": "SAnews",
    "dpa/af/kl": "Deutsche Presse-Agentur",
    "RSF/ABC (AFP, dpa)": "Agence France-Presse",
    "kb/msh (AP, dpa)": "Associated Press",
    "IANS/plb/al": "Indo-Asian News Service",
    "PTI ADL PBR": "Press Trust of India",
    "Source: AFP/de": "Agence France-Presse",
    "NNN-BERNAMA": "Bernama",
    "—WITH A REPORT FROM REUTERS": "Reuters",
    "—ADA LUND WITH REPORTS FROM AP AND AFP": "Associated Press",
    "This is an unedited, unformatted feed from the Press Trust of India wire.": "Press Trust of India",
    "Disclaimer: This story is auto-generated from IANS service.": "Indo-Asian News Service",
    "- African News Agency (ANA)": "African News Agency",
    "-With files from Ada Lund and CP": "The Canadian Press",
}
# Lines that say of a text that agencies made it, and name none: no credit, and nothing of the body.
UNNAMED = (
    "Gull staff and agencies",
    "Staff and wire reports",
    "BY AGENCIES",
    "GNN & Agencies",
    "By News Agency Report",
    "(With agency inputs)",
    "Compiled from agency dispatches",
    "From our news services",
    "(Reporting by Ada Lund in Sund and Ole Moe in Veldmark; Writing by Ida Falk; Editing by Tom Berg)",
    "(This story has not been edited by Gull staff and is auto-generated from a syndicated feed.)",
    "Compiled from news agencies",
    "(Except for the headline, this story has not been edited by our staff and is published from a syndicated feed.)",
    "With additional input from wires",
)
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
    "FILE PHOTO: A ferry leaves the quay at Sund. REUTERS/Nils Berg/File Photo",
    "Picture: EPA-EFE",
    "Foto: dpa",
    "© Nils Berg / AFP",
    "PA Wire/PA Images",
    "A ferry at the quay, May 1. Handout via REUTERS",
    "File photo | PTI",
    "Ferry at Sund. Photo: dpa/picture alliance",
    "(Nils Berg via AP)",
    "Bild: Keystone/Nils Berg",
    "A ferry at Sund. — Reuters/File",
    "— AFP pic",
    "AFP photo",
    "Reuters file photo",
    "PTI Photo",
    "Photo / AP",
    "Credit: Reuters",
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
    "The company told Bloomberg that it would not raise its offer.",
    "The Associated Press was not able to verify the figures of the board.",
    "Copyright on the plans of the ships belongs to Norra Shipping, the court ruled in 2024.",
    "With inputs from the council, the board drew up a new plan in the autumn.",
    "The report was compiled from letters of the islanders and filed with the court.",
    "Some information for the plan was provided by the harbour office.",
    "The council and the board contributed to this agreement.",
)

# Lines below the headline, and what is read as the byline.
BYLINES = {
    "ADA LUND Associated Press": "ADA LUND Associated Press",
    "By ADA LUND and PELLE BRANDT": "ADA LUND and PELLE BRANDT",
    "Ada Lund in Sandvik and Pelle Brandt in Holm": "Ada Lund in Sandvik and Pelle Brandt in Holm",
    "By Ada Lund, Pelle Brandt & Mia Holt": "Ada Lund, Pelle Brandt & Mia Holt",
    "By Ada Lund | Staff Writer | ada.lund@example.org": "Ada Lund",
    "Ada Lund Political editor": "Ada Lund Political editor",
    "Words by Ada Lund": "Ada Lund",
    "Posted by: Ada Lund": "Ada Lund",
    "Reported by Ada Lund, edited by Pelle Brandt": "Ada Lund, edited by Pelle Brandt",
    "By Ada Lund, BBC News, Sandvik": "Ada Lund",
    "By our correspondent Ada Lund": "Ada Lund",
    "Ada LUND, Sandvik": "Ada LUND, Sandvik",
    "Story by Ada Lund, CNN": "Ada Lund",
    "By Dr. Ada Lund-Holm, Special to the Sandvik Post": "Dr. Ada Lund-Holm, Special to the Sandvik Post",
}


def read(above: str, lead: str, below: str) -> Report:
    text = "\n\n".join(part for part in (TITLE, above, lead, *BODY, below) if part)
    made = report(Found(text, "credits"), "credits", Given())
    assert isinstance(made, Report)
    return blocks(made)


def texts(found: Report) -> set[str]:
    return {credit.agency for credit in found.credits if credit.what == "text"}


def _is_byline(found: Report, names: str) -> bool:
    lead = next((found.text[block.start : block.end] for block in found.blocks if block.role == "lead"), "")
    return found.byline == names and lead == LEAD


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
    for form in UNNAMED:
        found = read("", LEAD, form)
        if not texts(found) and found.blocks[-1].role not in ("body", "deck", "crosshead"):
            right += 1
        elif show:
            print(f"unnamed: {form!r}: {texts(found)}, {found.blocks[-1].role}")
    count = len(forms) + len(UNNAMED)
    signed = [form for form, names in BYLINES.items() if not _is_byline(read(form, LEAD, ""), names)]
    taken = [form for form in PICTURES if texts(read(form, LEAD, "")) or texts(read("", LEAD, form))]
    lost = []
    for sentence in SENTENCES:
        found = read("", LEAD, sentence)
        if texts(found) or found.text[found.blocks[-1].start :] != sentence or found.blocks[-1].role != "body":
            lost.append(sentence)
    if show:
        print(*(f"byline: {form!r}" for form in signed), sep="\n")
        print(*(f"taken for text: {form!r}" for form in taken), *(f"lost: {sentence!r}" for sentence in lost), sep="\n")
    print(f"{count} forms of text credits, {right} right; {len(BYLINES)} bylines, {len(signed)} missed;", end=" ")
    print(f"{len(PICTURES)} of pictures, {len(taken)} taken for text;", end=" ")
    print(f"{len(SENTENCES)} sentences, {len(lost)} lost")
    bylines = round(1 - len(signed) / len(BYLINES), 3)
    wrong = {"pictures_taken_for_text": len(taken), "sentences_lost": len(lost)}
    print(json.dumps({"text": round(right / count, 3), "bylines": bylines, **wrong}))


if __name__ == "__main__":
    main()
