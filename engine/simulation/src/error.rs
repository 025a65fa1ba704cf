//! Why a simulation can't be run: one sentence each, with the place and what to do.

/// Why a simulation can't be run.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SimulationError {
    /// There is nothing to report on.
    #[error(
        "no output: name a cell with --output, or add RiskOutput() to a formula. \
         `ulam check` lists likely outputs"
    )]
    NoOutput,
    /// Zero trials.
    #[error("trials must be at least 1")]
    NoTrials,
    /// More trials than can be held.
    #[error("{trials} trials of {outputs} outputs need more than {limit} samples: ask for fewer")]
    TooManySamples {
        /// Trials asked for.
        trials: u64,
        /// Outputs asked for.
        outputs: usize,
        /// Most samples held.
        limit: u64,
    },
    /// A circular reference on the way to an output.
    #[error("circular reference: {0}. Break the circle, or allow iterative calculation in Excel")]
    Circular(String),
    /// A function that can't be computed on the way to an output.
    #[error("{cell} uses {functions}, which Ulam can't compute{dependent}")]
    Unsupported {
        /// The cell.
        cell: String,
        /// The functions.
        functions: String,
        /// What depends on it, as the end of a sentence: empty if the cell is the output itself.
        dependent: String,
    },
    /// A formula that can't be read on the way to an output.
    #[error("{cell} has a formula that can't be read ({message}){dependent}")]
    Unreadable {
        /// The cell.
        cell: String,
        /// What is wrong with it.
        message: String,
        /// What depends on it, as the end of a sentence: empty if the cell is the output itself.
        dependent: String,
    },
    /// A distribution's parameters break their rules.
    #[error("{cell}: {message}")]
    Parameters {
        /// The cell.
        cell: String,
        /// What is wrong.
        message: String,
    },
    /// A trial would depend on a statistic of all trials.
    #[error(
        "{0} takes a statistic of the simulation, which is known only after the run, and an output or \
         a distribution depends on it: name the cell that the statistic is of as the output instead; \
         statistics in cells are reported by themselves"
    )]
    StatisticInTrial(String),
    /// A correlation between things that aren't inputs, or out of range.
    #[error("{0}")]
    Correlation(String),
    /// A rule for stopping that doesn't fit the simulation.
    #[error("{0}")]
    Stop(String),
    /// A trial that can't be shown.
    #[error("{0}")]
    Replay(String),
    /// Lists of values for several simulations that don't fit each other.
    #[error("{0}")]
    Stepping(String),
    /// The sampling plan can't serve this simulation.
    #[error("{0}")]
    Sampling(String),
    /// The run was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The threads could not be started.
    #[error("threads can't be started: {0}")]
    Threads(String),
}
