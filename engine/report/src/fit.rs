//! Fitted distributions as a picture or a page.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use ulam_probability::fitting::{Bootstrap, Fit, Fitted};

use crate::charts::{fitted_densities, probability_plot, quantile_plot};
use crate::numbers::{self, MISSING, plain};
use crate::shortened;

const STYLE: &str = include_str!("html/style.css");
/// Colours of the curves, beside the page's own.
const CURVES: &str = "svg .fit-0 { stroke: var(--mean); } svg .fit-1 { stroke: var(--lowers); stroke-width: 1.6; stroke-dasharray: 6 3; } svg .fit-2 { stroke: var(--good); stroke-width: 1.6; stroke-dasharray: 2 3; }";
/// Densities drawn.
const CURVES_MAX: usize = 3;
/// Rows of the ranking.
const ROWS_MAX: usize = 60;
const TITLE_CHARACTERS_MAX: usize = 200;

/// What a picture of fits is made of.
pub struct FitPicture<'a> {
    /// What the numbers are, for the title.
    pub title: &'a str,
    /// The fits.
    pub fitted: &'a Fitted,
    /// The bootstraps of the first fits, if there are any.
    pub bootstraps: &'a [Bootstrap],
    /// What the reader should know of the numbers.
    pub notes: &'a [String],
    /// The program's version.
    pub version: &'a str,
}

/// Histogram, Q-Q and P-P plots as one SVG picture.
pub fn fit_svg(picture: &FitPicture) -> String {
    let charts: Vec<Markup> = charts(picture).into_iter().map(|(_, chart)| chart).collect();
    let height = 316 * charts.len().max(1);
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" width="580" height=(height) viewBox={ "0 0 580 " (height) } font-family="system-ui, sans-serif" {
            style { (PreEscaped(STYLE)) (PreEscaped(CURVES)) }
            rect width="580" height=(height) fill="#ffffff" {}
            @for (index, chart) in charts.iter().enumerate() {
                svg x="10" y=(10 + 316 * index) width="560" height="300" { (chart) }
            }
        }
    };
    markup.into_string()
}

/// The same as a page, with the ranking and the parameters.
pub fn fit_html(picture: &FitPicture) -> String {
    let title = shortened(picture.title, TITLE_CHARACTERS_MAX);
    let sample = &picture.fitted.sample;
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
                meta name="color-scheme" content="light dark";
                title { (title) " – fitted distributions" }
                style { (PreEscaped(STYLE)) (PreEscaped(CURVES)) }
            }
            body {
                header {
                    p class="kind" { "Fitted distributions" }
                    h1 { bdi { (title) } }
                    ul class="facts" {
                        li { (numbers::count(sample.sorted.len() as u64)) " numbers" }
                        li { "from " (plain(sample.min())) " to " (plain(sample.max())) }
                        li { "mean " (plain(sample.mean)) ", standard deviation " (plain(sample.sd)) }
                    }
                }
                main {
                    @if !picture.notes.is_empty() {
                        section class="warnings" {
                            h2 { "Please note" }
                            ul { @for note in picture.notes { li { (note) } } }
                        }
                    }
                    section {
                        @if let Some(best) = picture.fitted.fits.first() {
                            h2 { (best.name) }
                            p class="headline" { code { (best.call) } }
                        }
                        div class="charts" {
                            @for (caption, chart) in charts(picture) {
                                figure { figcaption { (caption) } (chart) }
                            }
                        }
                    }
                    (ranking(picture))
                    (parameters(picture))
                }
                footer { p { "Made by Ulam " (picture.version) ". Distances are of fits whose parameters were estimated from the same numbers: tables for known parameters don't apply." } }
            }
        }
    };
    markup.into_string()
}

fn charts(picture: &FitPicture) -> Vec<(&'static str, Markup)> {
    let fits: Vec<&Fit> = picture.fitted.fits.iter().take(CURVES_MAX).collect();
    let sample = &picture.fitted.sample;
    let mut charts = Vec::new();
    let densities = fitted_densities(sample, &fits);
    charts.extend(densities.map(|chart| ("The numbers and the best fits", chart)));
    if let Some(best) = fits.first() {
        let quantiles = quantile_plot(sample, best);
        charts.extend(quantiles.map(|chart| ("Quantiles (Q-Q): tails", chart)));
        let probabilities = probability_plot(sample, best);
        charts.extend(probabilities.map(|chart| ("Probabilities (P-P): the middle", chart)));
    }
    charts
}

fn ranking(picture: &FitPicture) -> Markup {
    let has_bootstrap = !picture.bootstraps.is_empty();
    let number = |value: Option<f64>| value.map_or(MISSING.to_string(), plain);
    html! {
        section {
            h2 { "Ranking" }
            div class="scroll" {
                table {
                    thead { tr {
                        th scope="col" { "Distribution" }
                        @for head in ["BIC", "AIC", "K-S", "A-D", "Chi-squared"] { th scope="col" class="number" { (head) } }
                        @if has_bootstrap { th scope="col" class="number" { "p (A-D, or K-S), bootstrap" } }
                    } }
                    tbody {
                        @for (index, fit) in picture.fitted.fits.iter().take(ROWS_MAX).enumerate() {
                            tr {
                                th scope="row" { code { (fit.call) } }
                                td class="number" { (plain(fit.bic)) }
                                td class="number" { (plain(fit.aic)) }
                                td class="number" { (plain(fit.kolmogorov_smirnov)) }
                                td class="number" { (number(fit.anderson_darling)) }
                                td class="number" { (number(fit.chi_squared.map(|chi| chi.statistic))) }
                                @if has_bootstrap {
                                    @let p = picture.bootstraps.get(index).and_then(|b| b.anderson_darling.or(b.kolmogorov_smirnov));
                                    td class="number" { (number(p)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn parameters(picture: &FitPicture) -> Markup {
    let number = |value: Option<f64>| value.map_or(MISSING.to_string(), plain);
    html! {
        @if let Some(best) = picture.fitted.fits.first() {
            section {
                h2 { "Parameters of " (best.name) }
                table class="plain" {
                    thead { tr {
                        th scope="col" { "Parameter" }
                        @for head in ["Estimate", "Standard error", "95% from", "to"] { th scope="col" class="number" { (head) } }
                    } }
                    tbody {
                        @for (index, parameter) in best.parameters.iter().enumerate() {
                            @let resampled = picture.bootstraps.first().and_then(|b| b.parameters.get(index).copied().flatten());
                            @let error = resampled.map(|(error, _)| error).or(parameter.standard_error);
                            @let interval = resampled.map(|(_, interval)| interval).or(parameter.interval);
                            tr {
                                th scope="row" { (parameter.name) }
                                td class="number" { (plain(parameter.value)) }
                                td class="number" { (number(error)) }
                                td class="number" { (number(interval.and_then(|ends| ends.low))) }
                                td class="number" { (number(interval.and_then(|ends| ends.high))) }
                            }
                        }
                    }
                }
            }
        }
    }
}
