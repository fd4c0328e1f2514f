//! Calendar steps: the grid on which a level is told.

use jiff::{ToSpan, civil::Date};

/// How long one point of a series lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Monday to Sunday, as in ISO 8601.
    Week,
    /// A calendar month.
    Month,
    /// January to March, and so on.
    Quarter,
    /// A calendar year.
    Year,
}

impl Step {
    /// First and last day of the step that holds `day`.
    ///
    /// The week of Wednesday 19 June 2024 is 17 to 23 June.
    pub fn around(self, day: Date) -> (Date, Date) {
        let from = self.first_day(day);
        (from, self.next(from).map_or(Date::MAX, |next| next.saturating_sub(1.day())))
    }

    /// First days of all steps from the one that holds `period.0` to the one
    /// that holds `period.1`; none if the period ends before it begins.
    pub(crate) fn within(self, period: (Date, Date)) -> impl Iterator<Item = Date> {
        let first = (period.0 <= period.1).then(|| self.first_day(period.0));
        std::iter::successors(first, move |day| self.next(*day))
            .take_while(move |day| *day <= period.1)
    }

    pub(crate) fn first_day(self, day: Date) -> Date {
        match self {
            Step::Week => {
                day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
            }
            Step::Month => day.first_of_month(),
            Step::Quarter => {
                day.first_of_month().saturating_sub(i64::from((day.month() - 1) % 3).months())
            }
            Step::Year => day.first_of_year(),
        }
    }

    fn next(self, first_day: Date) -> Option<Date> {
        let length = match self {
            Step::Week => 7.days(),
            Step::Month => 1.month(),
            Step::Quarter => 3.months(),
            Step::Year => 1.year(),
        };
        first_day.checked_add(length).ok()
    }
}

/// Whole days from one day to another.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    (to - from).get_days().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_step_holds_its_day() {
        let day = date(2024, 6, 19);
        assert_eq!(Step::Week.around(day), (date(2024, 6, 17), date(2024, 6, 23)));
        assert_eq!(Step::Month.around(day), (date(2024, 6, 1), date(2024, 6, 30)));
        assert_eq!(Step::Quarter.around(day), (date(2024, 4, 1), date(2024, 6, 30)));
        assert_eq!(Step::Year.around(day), (date(2024, 1, 1), date(2024, 12, 31)));
    }

    #[test]
    fn steps_follow_each_other_to_the_end_of_the_period_and_of_time() {
        let weeks = |period| Step::Week.within(period).count();
        assert_eq!(weeks((date(2024, 6, 23), date(2024, 6, 24))), 2);
        assert_eq!(weeks((date(2024, 6, 24), date(2024, 6, 23))), 0);
        assert_eq!(weeks((date(9999, 12, 30), Date::MAX)), 1);
        assert_eq!(Step::Year.around(Date::MAX), (date(9999, 1, 1), Date::MAX));
    }
}
