package dev.hera.broker.journal.find;

/// How a field is compared.
enum Comparison {
    /// `:` is, or is one of.
    IS(":"),
    /// `~` holds this text somewhere.
    HOLDS("~"),
    /// `>` more than.
    MORE(">"),
    /// `<` less than.
    LESS("<");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /// As it is written.
    String sign() {
        return sign;
    }
}
