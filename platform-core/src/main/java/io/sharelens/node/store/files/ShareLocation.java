package io.sharelens.node.store.files;

/**
 * Where a record lies in a share file.
 *
 * @param file name of the file below the share folder
 * @param offset of the record's header in the file
 * @param bytes payload length
 */
public record ShareLocation(String file, long offset, int bytes) {}
