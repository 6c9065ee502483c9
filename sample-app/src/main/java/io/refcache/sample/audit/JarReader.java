package io.refcache.sample.audit;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads one jar: its bytes once, in small pieces, for the checksum, and its entries as a
 * JVM finds them, through the central directory. Of a class it reads the first eight
 * bytes.
 */
class JarReader {

	private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;

	private static final int CLASS_FILE_HEAD = 8;

	JarContents contents(Jar jar) throws IOException {
		return jar.read((file) -> {
			Checksum checksum = Checksum.of(file);
			try (ZipFile zip = new ZipFile(file.toFile())) {
				return contents(jar.path(), checksum, zip);
			}
		});
	}

	Set<String> classNames(Jar jar) throws IOException {
		return jar.read((file) -> {
			try (ZipFile zip = new ZipFile(file.toFile())) {
				Set<String> names = new HashSet<>();
				for (ZipEntry entry : Collections.list(zip.entries())) {
					if (ClassNames.isClass(entry)) {
						names.add(ClassNames.of(entry));
					}
				}
				return names;
			}
		});
	}

	private static JarContents contents(String path, Checksum checksum, ZipFile zip) throws IOException {
		Set<String> classes = new HashSet<>();
		Set<String> packages = new HashSet<>();
		int highest = 0;
		for (ZipEntry entry : Collections.list(zip.entries())) {
			if (ClassNames.isClass(entry)) {
				classes.add(ClassNames.of(entry));
				packages.add(ClassNames.packageOf(entry));
				highest = Math.max(highest, majorVersion(zip, entry));
			}
		}
		packages.remove("");
		JarDescription description = JarDescription.of(zip);
		return new JarContents(new JarReport(path, checksum.size(), checksum.sha256(), classes.size(),
				(highest > 0) ? Integer.valueOf(highest) : null, description.moduleName(), description.multiRelease()),
				packages);
	}

	private static int majorVersion(ZipFile zip, ZipEntry entry) throws IOException {
		if (entry.getSize() < CLASS_FILE_HEAD) {
			return 0;
		}
		try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
			if (in.readInt() != CLASS_FILE_MAGIC) {
				return 0;
			}
			in.readUnsignedShort();
			return in.readUnsignedShort();
		}
	}

}
