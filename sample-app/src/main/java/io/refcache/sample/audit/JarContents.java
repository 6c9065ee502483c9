package io.refcache.sample.audit;

import java.util.Set;

/**
 * What reading a jar whole gives.
 *
 * @param report what the audit tells of it
 * @param packages the named packages of its classes
 */
record JarContents(JarReport report, Set<String> packages) {

}
