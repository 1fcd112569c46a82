"""What time does: one act for all that is due. In life a timer calls it; in a drill the drill's clock does."""

from datetime import datetime

from outpace.desk.accounts.change_acts import lapse_changes
from outpace.desk.isolation.acts import mark_tests_overdue
from outpace.desk.life.alarms import watch
from outpace.desk.life.retention import sweep
from outpace.desk.life.unread import watch_fields
from outpace.desk.openings.acts import lapse_reviews, warn_of_reviews
from outpace.desk.openings.seal import seal, this_minute
from outpace.desk.resuming import tidy_up
from outpace.desk.scope.actor import EVERYWHERE, service
from outpace.desk.scope.session import scope
from outpace.desk.tasks.acts import mark_overdue
from outpace.words.purpose import Purpose


def tick(as_of: datetime) -> int:
    """Do what is due at an instant; give how many rows changed. A second call at the same instant does nothing.

    Tasks and tests are marked overdue, broken glasses that wait for a review are said, changes to accounts that nobody
    confirmed lapse, finished minutes of the access log are sealed, alarms of the installation raised and closed, rows past their
    limit removed.
    """
    with scope(service(EVERYWHERE), Purpose.TICK) as by:
        marked = mark_overdue(by=by, at=as_of) + mark_tests_overdue(by=by, at=as_of)
        marked += warn_of_reviews(by=by, at=as_of) + lapse_reviews(by=by, at=as_of) + lapse_changes(by=by, at=as_of)
        marked += seal(by=by, at=as_of, before=this_minute())
    tidy_up()
    watch_fields(as_of)
    return marked + watch(as_of) + sum(sweep(as_of).values())
