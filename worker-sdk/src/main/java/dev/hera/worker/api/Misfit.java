package dev.hera.worker.api;

import com.fasterxml.jackson.databind.JsonMappingException;

/// Says where a value does not fit, without a class name and without the value.
final class Misfit {
    private Misfit() {}

    /// A 400 that names the place: `the body does not fit at /items/0/price`.
    static CallException in(String what, Exception cause) {
        String place = cause instanceof JsonMappingException e ? pointer(e) : "";
        String text = place.isEmpty() ? what + " does not fit" : what + " does not fit at " + place;
        CallException misfit = new CallException(400, text);
        misfit.initCause(cause);
        return misfit;
    }

    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            String name = step.getFieldName();
            pointer.append('/').append(name == null ? String.valueOf(step.getIndex()) : name);
        }
        return pointer.toString();
    }
}
