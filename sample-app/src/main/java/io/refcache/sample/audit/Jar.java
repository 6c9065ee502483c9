package io.refcache.sample.audit;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A jar to audit, wherever its bytes are.
 */
public interface Jar {

	/**
	 * Where the jar is, relative to the root of its repository.
	 * @return the path, with {@code /} between its parts
	 */
	String path();

	/**
	 * Reads the jar as a file that may be gone after the call.
	 * @param <T> the type of what is read
	 * @param reading what to do with the file
	 * @return what was read
	 * @throws IOException if the jar cannot be read
	 */
	<T> T read(Reading<T> reading) throws IOException;

	/**
	 * Reads something from a file.
	 *
	 * @param <T> the type of what is read
	 */
	@FunctionalInterface
	interface Reading<T> {

		/**
		 * Reads the file.
		 * @param file the jar
		 * @return what was read
		 * @throws IOException if the file cannot be read as a jar
		 */
		T from(Path file) throws IOException;

	}

}
