"""Geometry of the charts: figures in, coordinates out. `templates/components/charts.html` places what stands here.

Lengths are units of the drawing's viewBox. Every chart carries its sentence: screen readers hear it instead of
the drawing, and the same figures stand in a table beside it.
"""

from portal.foundation.web.charts.attendance import AttendanceMonth, DayCell, attendance_month
from portal.foundation.web.charts.bars import BarChart, Quarter, Week, quarterly_coverage, weekly_hours
from portal.foundation.web.charts.coverage import CoverageMeter, GapRow, gap_bars
from portal.foundation.web.charts.figures import Figure, share
from portal.foundation.web.charts.fit import Ring, band_ring
from portal.foundation.web.charts.goals import Sparkline, goal_sparkline
from portal.foundation.web.charts.levels import LevelChart, LevelRow, level_chart

__all__ = [
    "AttendanceMonth",
    "BarChart",
    "CoverageMeter",
    "DayCell",
    "Figure",
    "GapRow",
    "LevelChart",
    "LevelRow",
    "Quarter",
    "Ring",
    "Sparkline",
    "Week",
    "attendance_month",
    "band_ring",
    "gap_bars",
    "goal_sparkline",
    "level_chart",
    "quarterly_coverage",
    "share",
    "weekly_hours",
]
