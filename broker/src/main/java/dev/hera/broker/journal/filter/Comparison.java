package dev.hera.broker.journal.filter;

/// How a field is compared.
public enum Comparison {
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
    public String sign() {
        return sign;
    }
}
