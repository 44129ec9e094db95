package com.example.albauth;

/** Pays for fetches that a request causes. */
interface FetchBudget {
    FetchBudget UNLIMITED =
            new FetchBudget() {
                @Override
                public boolean spend() {
                    return true;
                }

                @Override
                public void giveBack() {}
            };

    boolean spend();

    void giveBack();
}
