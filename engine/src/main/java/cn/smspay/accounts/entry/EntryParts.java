package cn.smspay.accounts.entry;

import cn.smspay.accounts.customers.CarrierRegistry;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.AddressLimits;
import cn.smspay.accounts.life.BankCards;
import cn.smspay.accounts.life.LoginResets;
import cn.smspay.accounts.life.OneTimeCodes;
import cn.smspay.accounts.life.Openings;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.accounts.life.Upgrades;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.Ledger;

/** What this room is built on. */
public record EntryParts(
        Subscribers subscribers,
        Passwords passwords,
        Openings openings,
        LoginResets loginResets,
        AgentResets agentResets,
        OneTimeCodes codes,
        AddressLimits addresses,
        BankCards bankCards,
        Upgrades upgrades,
        Notices notices,
        CarrierRegistry registry,
        Ledger ledger,
        Vault vault) {}
