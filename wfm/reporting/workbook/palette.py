"""The colours of the workbooks: blue against orange and tints of Okabe and Ito's set, safe for the colour-blind.

Source: Okabe & Ito, "Color Universal Design" (2008), https://jfly.uni-koeln.de/color/. Colour never speaks alone:
a sign, a word or a number always says the same.
"""

INK = "1F2933"
PALE_INK = "6B7785"
FAINT_INK = "A3ACB5"
LINE = "D5DBE1"
HEADER = "1F3A5F"
HEADER_WEEKEND = "8A5A00"
HEADER_HOLIDAY = "8C2F66"
WHITE = "FFFFFF"
BAND = "EEF2F7"
INPUT = "FFF9DB"
LINK = "0072B2"

SHORT = "E69F00"
SHORT_TINT = "FBE3B0"
SPARE = "56B4E9"
SPARE_TINT = "CBE6F8"
OPEN = "A6D4F0"
STRONG_SHORT = "D55E00"
STRONG_SPARE = "0072B2"
EVEN = "FFFFFF"

EARLY = "FBF1B0"
MORNING = "CFE7F7"
AFTERNOON = "FAD9A8"
LATE = "CDBFE3"
NIGHT = "9DB0D6"
WEEKEND_OFF = "F6F0E4"
LEAVE = "E3E6EA"
TRAINING = "BDE3D6"
CHANGED = "F4B6D6"
