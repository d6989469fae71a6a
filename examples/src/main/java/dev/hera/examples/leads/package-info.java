/// How are calls accepted now and delivered later, and how is a beacon served?
@NullMarked
package dev.hera.examples.leads;

import org.jspecify.annotations.NullMarked;
