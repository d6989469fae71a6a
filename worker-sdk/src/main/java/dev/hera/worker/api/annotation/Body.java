package dev.hera.worker.api.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Fills a parameter with the whole body: read from JSON into the parameter's type, or the bytes as
/// they came when the type is `byte[]`. A body that does not fit is a 400.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Body {}
