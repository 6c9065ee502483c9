package io.refcache.sample.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;

/**
 * What a jar says of itself, in its manifest and its module descriptor.
 *
 * @param moduleName name of its module; {@code null} if it has none
 * @param multiRelease whether it is a multi-release jar
 */
record JarDescription(@Nullable String moduleName, boolean multiRelease) {

	private static final int MAX_SIZE = 1024 * 1024;

	private static final String MODULE_INFO = "module-info.class";

	private static final Pattern VERSIONED_MODULE_INFO = Pattern.compile("META-INF/versions/\\d+/" + MODULE_INFO);

	static JarDescription of(ZipFile zip) throws IOException {
		Attributes manifest = manifest(zip);
		boolean multiRelease = Boolean.parseBoolean(manifest.getValue(Attributes.Name.MULTI_RELEASE));
		ZipEntry descriptor = moduleInfo(zip, multiRelease);
		String moduleName = (descriptor != null) ? declaredName(zip, descriptor)
				: manifest.getValue("Automatic-Module-Name");
		return new JarDescription(moduleName, multiRelease);
	}

	private static Attributes manifest(ZipFile zip) throws IOException {
		ZipEntry manifest = zip.stream()
			.filter((entry) -> entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME))
			.findFirst()
			.orElse(null);
		return (manifest != null) ? new Manifest(new ByteArrayInputStream(bytes(zip, manifest))).getMainAttributes()
				: new Attributes();
	}

	/** All descriptors of a multi-release jar have to give the same name. */
	private static @Nullable ZipEntry moduleInfo(ZipFile zip, boolean multiRelease) {
		ZipEntry entry = zip.getEntry(MODULE_INFO);
		if (entry != null || !multiRelease) {
			return entry;
		}
		return zip.stream()
			.map((candidate) -> (ZipEntry) candidate)
			.filter((candidate) -> VERSIONED_MODULE_INFO.matcher(candidate.getName()).matches())
			.min(Comparator.comparing(ZipEntry::getName))
			.orElse(null);
	}

	private static String declaredName(ZipFile zip, ZipEntry entry) throws IOException {
		try {
			return ModuleDescriptor.read(ByteBuffer.wrap(bytes(zip, entry))).name();
		}
		catch (InvalidModuleDescriptorException ex) {
			throw invalid(entry, ex.getMessage());
		}
	}

	private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
		try (InputStream in = zip.getInputStream(entry)) {
			byte[] bytes = in.readNBytes(MAX_SIZE + 1);
			if (bytes.length > MAX_SIZE) {
				throw invalid(entry, "larger than " + MAX_SIZE + " bytes");
			}
			return bytes;
		}
	}

	private static ZipException invalid(ZipEntry entry, @Nullable String reason) {
		return new ZipException("'%s' is no good: %s".formatted(entry.getName(), reason));
	}

}
