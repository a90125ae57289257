#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kisoku_fuzz::format(data));
