package cn.smspay.accounts.banks;

/** The parts of this room, put together. Thread-safe; what takes a transaction runs in its thread. */
public record Banks(
        TopUps topUps,
        TopUpRounds topUpRounds,
        WithdrawalBatches batches,
        WithdrawalResultFiles results,
        BankStatements statements) {}
