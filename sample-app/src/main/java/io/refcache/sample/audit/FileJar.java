package io.refcache.sample.audit;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A jar that is a file of its own.
 *
 * @param path where it is, relative to the root
 * @param file the file
 */
record FileJar(String path, Path file) implements Jar {

	@Override
	public <T> T read(Reading<T> reading) throws IOException {
		return reading.from(this.file);
	}

}
