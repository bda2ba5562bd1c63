"""Imported by the server that workers are forked from where a batch is large: the analyser's 330 MB and four seconds
are then spent once, not in every worker and again after each of its files that crashes."""

from pipeline.korean.spacing import analyser

analyser().analyze("나루터")
