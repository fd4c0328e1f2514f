//! Runs the program as a user does: files in, text and exit codes out.

mod bad_input;
mod benches;
mod changes;
mod coding;
mod compare;
mod correcting;
mod coverage;
mod killed;
mod main_job;
mod measures;
mod own_actors;
mod questions;
mod reading;
mod replaying;
mod review;
mod support;
mod tables;
