"""The papers that officials know, made from a change: 新旧対照表, 起案用紙, and the same as a workbook.

sheet = Sheet(subject="…", differences=(between(old, new),), line=(Signature("課長"), …))
printing.before_and_after(request, sheet)     # HTML for A4
printing.proposal(request, sheet)
workbook.of(sheet)                            # bytes of an XLSX file
"""
