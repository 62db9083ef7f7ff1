#!/usr/bin/env python3
"""Makes the font that fourr-chart embeds: Noto Sans CJK SC, cut down to what charts write.

    apt install fonts-noto-cjk && pip install fonttools
    python3 tools/subset-font.py NotoSansCJK-Regular.ttc crates/chart/fonts/FourrSansSC.otf

The result holds GB 2312 (all 6,763 Chinese characters of everyday text), the Latin letters that the
source has, and the signs that charts and currencies need. The licence (SIL OFL 1.1) allows a modified
version under another name, so the family is renamed; the copyright record stays.
"""

import argparse

from fontTools import subset
from fontTools.ttLib import TTCollection

FAMILY = "Fourr Sans SC"
POSTSCRIPT_NAME = "FourrSansSC-Regular"
SIMPLIFIED_CHINESE = "Noto Sans CJK SC"
# Ascent and descent sum to 1.24 em, the line height plotters assumes when it writes SVG font sizes.
ASCENT, DESCENT = 980, -260
# Records of the `name` table that stay: copyright, vendor address, licence and its address.
KEPT_NAMES = {0, 11, 13, 14}


def gb2312():
    """The 7,445 characters of GB 2312-80."""
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield ord(bytes([high, low]).decode("gb2312"))
            except UnicodeDecodeError:
                continue


# Beyond GB 2312: the zero of years (二〇二四), and characters of today's names of people and brands.
NAMES = "〇囍喆珺堃煊玥祎翀赟昇甯旻昉媖暐炘烨镕瑀璟琇琤瑭睿翊骅晞晔曈曦玙玚珅珣珩琋琎瑄瑾瓅甡祺禔笪筠翯茜荙菁葳蓁蕙薇蘅虓裎贇轶逄郃郗郜鄢钰铖锴镔闫闵隽雎霁韬韫頔颢飏馨骁龑"


def charset():
    """Every code point that the font keeps, where the source has it."""
    points = set(gb2312())
    points.update(range(0x20, 0x7F))  # ASCII
    points.update(range(0xA0, 0x180))  # Latin-1 and Latin Extended-A
    points.update(range(0x2010, 0x2028))  # dashes, quotes, bullets, ellipsis
    points.update(range(0x2460, 0x2474))  # circled numbers 1 to 20
    points.update(range(0xFF01, 0xFF5F))  # full-width forms
    points.update(map(ord, NAMES))
    points.update(map(ord, "€£¥₩₽‰′″←↑→↓↔↗↘−×÷±≈≠≤≥∑√∞∂∆Ω□■▲△▼▽◆◇○●◎★☆✓✗²³¹₀₁₂₃"))
    return points


def rename(font):
    """Gives the font its own name and drops every record that carries the old one."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in KEPT_NAMES]
    version = f"Version {font['head'].fontRevision:.3f}; subset of {SIMPLIFIED_CHINESE}"
    records = {1: FAMILY, 2: "Regular", 3: f"{FAMILY} Regular", 4: FAMILY, 5: version, 6: POSTSCRIPT_NAME}
    for name_id, text in records.items():
        names.setName(text, name_id, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames[0] = POSTSCRIPT_NAME
    cff.topDictIndex[0].FullName = cff.topDictIndex[0].FamilyName = FAMILY


def set_metrics(font):
    """Makes a line as tall in every consumer as plotters takes it to be."""
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ASCENT, DESCENT, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, DESCENT, 0
    os2.usWinAscent, os2.usWinDescent = ASCENT, -DESCENT


def source_font(path):
    """The Simplified Chinese face of a collection: the others draw some characters differently."""
    for font in TTCollection(path, lazy=True).fonts:
        if font["name"].getDebugName(1) == SIMPLIFIED_CHINESE:
            return font
    raise SystemExit(f"error: {path} has no face {SIMPLIFIED_CHINESE}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="NotoSansCJK-Regular.ttc of the Debian package fonts-noto-cjk")
    parser.add_argument("target", help="the OTF to write")
    args = parser.parse_args()

    font = source_font(args.source)
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"])
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "GPOS", "GSUB", "GDEF"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=charset())
    cutter.subset(font)
    rename(font)
    set_metrics(font)
    # A fixed time stamp: the same source gives the same bytes.
    font.recalcTimestamp = False
    font.save(args.target)


if __name__ == "__main__":
    main()
