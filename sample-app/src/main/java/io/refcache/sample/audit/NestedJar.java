package io.refcache.sample.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar inside another one, copied to a temporary file while it is read.
 *
 * @param path what it is called
 * @param container the jar around it
 * @param entry its entry in that jar
 */
record NestedJar(String path, Path container, String entry) implements Jar {

	@Override
	public <T> T read(Reading<T> reading) throws IOException {
		Path copy = Files.createTempFile("jar-audit-", ".jar");
		try {
			copyTo(copy);
			return reading.from(copy);
		}
		finally {
			Files.delete(copy);
		}
	}

	private void copyTo(Path copy) throws IOException {
		try (ZipFile zip = new ZipFile(this.container.toFile())) {
			ZipEntry nested = zip.getEntry(this.entry);
			if (nested == null) {
				throw new NoSuchFileException(this.entry);
			}
			try (InputStream in = zip.getInputStream(nested)) {
				Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
			}
		}
	}

}
