<?xml version="1.0" encoding="UTF-8"?>
<!--
  Dossier für die Fachaufsicht, eine Datei je Team: jede Betreuung für sich, in der Folge der Namen, auf eigenen Seiten.
  Eingabe: das Ergebnis (ergebnis.rng) mit dem Team als zweitem Bereich und dessen betreuungen; Ausgabe: ein Dokument
  (document.rng). Die Listen kommen als Quelle "faelle". Nirgends stehen Personen in der Folge einer Zahl, und keine
  Zahl färbt jemanden ein: Ein Dossier vergleicht niemanden mit Kolleg*innen.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:include href="zweifel.xsl"/>
  <xsl:include href="fachaufsicht-betreuung.xsl"/>
  <xsl:include href="fachaufsicht-fall.xsl"/>

  <!-- so viele Zeilen hat eine Liste höchstens -->
  <xsl:param name="zeilen" select="40"/>

  <xsl:variable name="lauf" select="/ergebnis/lauf"/>
  <xsl:variable name="regelwerk" select="/ergebnis/regelwerk"/>
  <xsl:variable name="jobcenter" select="/ergebnis/bereich[@art = 'jobcenter']"/>
  <xsl:variable name="b" select="/ergebnis/bereich[@art = 'team']"/>
  <xsl:variable name="alle" select="$b/gruppen[@nach = 'gesamt']/gruppe"/>
  <xsl:variable name="vergleich" select="$jobcenter/gruppen[@nach = 'gesamt']/gruppe"/>
  <xsl:variable name="vormonat" select="$b/verlauf/vergleich[@zu = 'vormonat']"/>
  <xsl:variable name="betreuungen" select="$b/betreuungen"/>

  <xsl:template match="/">
    <xsl:if test="count($b) != 1 or count($betreuungen) != 1">
      <xsl:message terminate="yes">Im Ergebnis muss es genau ein Team mit seinen Betreuungen geben.</xsl:message>
    </xsl:if>
    <document lang="de" title="Dossier für die Fachaufsicht: {$b/@name}"
              subject="Fachaufsicht {$b/@name}, {$lauf/jobcenter}, Stichtag {$lauf/stichtag/@text}"
              header-left="Fachaufsicht · {$b/@name}" header-right="Stichtag {$lauf/stichtag/@text}"
              footer-left="Nur für die Fachaufsicht · enthält personenbezogene Daten · Lauf {$lauf/@kennung}">
      <title>Dossier für die Fachaufsicht</title>
      <xsl:call-template name="kopf"/>
      <xsl:call-template name="team"/>
      <toc depth="1"/>
      <xsl:call-template name="ueberblick"/>
      <xsl:for-each select="$betreuungen/betreuung"><xsl:call-template name="betreuung"/></xsl:for-each>
      <xsl:call-template name="nachtraeglich"/>
      <xsl:call-template name="lesehilfe"/>
    </document>
  </xsl:template>

  <xsl:template name="kopf">
    <subline>
      <xsl:value-of select="$b/@name"/>
      <xsl:text>, </xsl:text>
      <xsl:value-of select="$lauf/jobcenter"/>
      <xsl:text> · nach </xsl:text>
      <xsl:value-of select="$regelwerk/kurztitel"/>
      <xsl:if test="$regelwerk/geltung"> (<xsl:value-of select="$regelwerk/geltung"/>)</xsl:if>
    </subline>
    <note>
      <para><strong>Nur für die Fachaufsicht bestimmt; enthält personenbezogene Daten.</strong> Jede Betreuung beginnt auf einer neuen Seite und kann für sich ausgehändigt werden.</para>
    </note>
    <xsl:call-template name="zweifel"/>
    <xsl:if test="$regelwerk/warnung">
      <note kind="warning">
        <para><strong>Achtung: </strong><xsl:value-of select="$regelwerk/warnung"/> Die Auswertung zeigt, was es verlangen würde.</para>
      </note>
    </xsl:if>
  </xsl:template>

  <!-- Das Team als Ganzes: woran sich eine Besprechung orientiert -->
  <xsl:template name="team">
    <para style="lead"><xsl:apply-templates select="$b/satz[@zu = 'ergebnis']"/></para>
    <kpis>
      <kpi label="Kund*innen" value="{$alle/kunden/@text}"/>
      <kpi label="Quote" value="{$alle/quote/@text}">
        <xsl:if test="$vergleich/quote/@prozent"><xsl:attribute name="change-text">Jobcenter <xsl:value-of select="$vergleich/quote/@text"/></xsl:attribute></xsl:if>
      </kpi>
      <xsl:apply-templates select="$alle/urteil[@code = 'ueberfaellig']" mode="kennzahl"><xsl:with-param name="name">überfällig</xsl:with-param></xsl:apply-templates>
      <xsl:apply-templates select="$alle/urteil[@code = 'nie']" mode="kennzahl"><xsl:with-param name="name">ohne Kontakt</xsl:with-param></xsl:apply-templates>
      <xsl:apply-templates select="$alle/urteil[@code = 'faellig']" mode="kennzahl"><xsl:with-param name="name">bald fällig (<xsl:value-of select="$lauf/vorlauf/@text"/>)</xsl:with-param></xsl:apply-templates>
    </kpis>
  </xsl:template>

  <xsl:template match="urteil" mode="kennzahl">
    <xsl:param name="name"/>
    <kpi label="{$name}">
      <xsl:attribute name="value">
        <xsl:choose>
          <xsl:when test="$b/@bewertbar = 'nein'">–</xsl:when>
          <xsl:otherwise><xsl:value-of select="@text"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:for-each select="$vormonat/urteil[@code = current()/@code]">
        <xsl:attribute name="change">
          <xsl:choose>
            <xsl:when test="@richtung = 'auf'">up</xsl:when>
            <xsl:when test="@richtung = 'ab'">down</xsl:when>
            <xsl:otherwise>same</xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
        <xsl:attribute name="change-text"><xsl:value-of select="@text"/> seit <xsl:value-of select="$betreuungen/@vormonat-name"/></xsl:attribute>
      </xsl:for-each>
    </kpi>
  </xsl:template>

  <xsl:template match="satz">
    <strong><xsl:value-of select="kern"/></strong><xsl:value-of select="rest"/>
  </xsl:template>

  <!-- Wer in diesem Dossier steht, in der Folge der Namen: Zahlen, um die Besprechungen zu planen; keine Quoten. -->
  <xsl:template name="ueberblick">
    <section id="ueberblick">
      <heading>Die Betreuungen im Überblick</heading>
      <subline>In der Folge der Namen. Die Zahlen hängen davon ab, wie viele und welche Kund*innen jemand betreut; sie sagen nichts darüber, wie gut jemand arbeitet.</subline>
      <xsl:variable name="mitwirkung" select="$betreuungen/@mitwirkung = 'bekannt'"/>
      <table caption="Die Betreuungen des Teams" caption-hidden="yes">
        <col weight="1"/>
        <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
        <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
        <head>
          <row>
            <cell header="yes">Betreuer*in</cell>
            <cell header="yes">Kund*innen</cell>
            <cell header="yes">über&#xAD;fällig</cell>
            <cell header="yes">ohne<br/>Kontakt</cell>
            <cell header="yes">in 4 Wochen<br/>fällig</cell>
            <cell header="yes">ausge&#xAD;nommen</cell>
            <cell header="yes">Vermerke, die<br/>nicht zählen</cell>
          </row>
        </head>
        <body>
          <xsl:for-each select="$betreuungen/betreuung">
            <row>
              <cell header="yes"><link to="betreuung-{position()}"><xsl:value-of select="@name"/></link></cell>
              <cell><xsl:value-of select="kunden/@text"/></cell>
              <cell><xsl:value-of select="urteil[@code = 'ueberfaellig']/@text"/></cell>
              <cell><xsl:value-of select="urteil[@code = 'nie']/@text"/></cell>
              <cell><xsl:value-of select="listen/liste[@art = 'faellig']/@text"/></cell>
              <cell><xsl:value-of select="urteil[@code = 'ausgenommen']/@text"/></cell>
              <cell><xsl:value-of select="vermerke/nicht-gezaehlt/@text"/></cell>
            </row>
          </xsl:for-each>
        </body>
      </table>
    </section>
  </xsl:template>

  <!-- Was archivierte Läufe über Kund*innen des Teams sagten und die heutigen Exporte nicht mehr sagen -->
  <xsl:template name="nachtraeglich">
    <xsl:for-each select="$b/nachtraeglich">
      <section id="nachtraeglich" page-break="yes">
        <heading>Nachträglich geändert</heading>
        <xsl:choose>
          <xsl:when test="not(aenderung)"><para>Die Urteile der archivierten Läufe über Kund*innen des Teams ergeben sich auch aus den heutigen Exporten.</para></xsl:when>
          <xsl:otherwise>
            <subline>Urteile archivierter Läufe über Kund*innen, die damals im Team waren, soweit sie mit den heutigen Exporten andere wären.<xsl:if test="@wert &gt; count(aenderung)"> Gezeigt sind <xsl:value-of select="count(aenderung)"/> von <xsl:value-of select="@text"/>; alle stehen in hinweise.csv.</xsl:if></subline>
            <table caption="Nachträglich geändert" caption-hidden="yes">
              <col/><col/><col/><col/><col/><col weight="1"/>
              <head><row>
                <cell header="yes">Stichtag</cell><cell header="yes">Kunden&#xAD;nummer</cell><cell header="yes">Betreuer*in</cell>
                <cell header="yes">damals</cell><cell header="yes">jetzt</cell><cell header="yes">Was anders ist</cell>
              </row></head>
              <body>
                <xsl:for-each select="aenderung">
                  <row>
                    <cell header="yes"><xsl:value-of select="@tag-text"/></cell><cell><xsl:value-of select="@kundennummer"/></cell>
                    <cell><xsl:value-of select="@betreuung"/></cell><cell><xsl:value-of select="@damals"/></cell>
                    <cell><xsl:value-of select="@jetzt"/></cell><cell><xsl:value-of select="@warum"/></cell>
                  </row>
                </xsl:for-each>
              </body>
            </table>
          </xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="lesehilfe">
    <section id="lesehilfe" page-break="yes">
      <heading>Wie dieses Dossier zu lesen ist</heading>
      <para>Alle Angaben folgen aus den Exporten und dem Regelwerk. <strong>Überfällig</strong> ist, wessen nächster Kontakt nach der Vorgabe schon hätte sein müssen; <strong>ohne Kontakt</strong>, wer dabei keinen einzigen anrechenbaren hat. Die <strong>Quote</strong> ist der Anteil derer im Rhythmus an allen Bewerteten; Neue in der ersten Frist und Ausgenommene zählen nicht mit. <strong>Vermerke, die nicht zählen</strong>, sind solche der letzten drei Monate (seit <xsl:value-of select="$betreuungen/@vermerke-seit-text"/>) zu Kund*innen mit Vorgabe. Eine Liste zeigt höchstens <xsl:value-of select="$zeilen"/> Zeilen und nennt, wie viele es im Ganzen sind; vollständig steht jedes Urteil in ergebnis.csv.</para>
      <para><strong>In den Listen</strong> ist fällig der Tag, bis zu dem der nächste Kontakt sein muss; Tage überfällig zählen von da bis zum Stichtag. Ein Termin ist der erste, der nach dem Stichtag geplant ist; „zu spät“ liegt er nach dem Fälligkeitstag. Regel ist die Nummer im Regelwerk; mit „i“ gilt das Intervall einer Ausnahme. Profil: M Marktprofil, A Aktivierungsprofil, F Förderprofil, E Entwicklungsprofil, S Stabilisierungsprofil, U Unterstützungsprofil; I und Z wie geliefert. IFK: Integrationsfachkraft; bFM: beschäftigungsorientiertes Fallmanagement; JBA: Jugendberufsagentur; U25, Ü25: unter 25 Jahre alt, ab 25.</para>
      <para>Jeder Fall der Stichprobe zeigt, wie sein Urteil zustande kommt: die Regel und ihre Fundstelle, die Rechnung der Frist, jeden Vermerk, ob er zählt und warum. „Entscheidet“ heißt: Ohne diesen Vermerk wäre das Ergebnis ein anderes. Die Zeile ist die des Vermerks im Export.</para>
      <para>Weder die Folge der Betreuungen noch die Stichprobe ist eine Bewertung. Die <strong>Stichprobe</strong> ist gelost und lässt sich nachrechnen: Für jede Kund*in der Betreuung wird die SHA-256-Prüfsumme des Textes „Laufkennung/Kürzel/Kundennummer“ gebildet (UTF-8, ohne Zeilenende; ohne Betreuer*in bleibt das Kürzel leer); gezogen sind die mit den kleinsten Prüfsummen, die kleinste zuerst. Ein Beispiel: <xsl:call-template name="beispiel"/></para>
    </section>
  </xsl:template>

  <xsl:template name="beispiel">
    <xsl:variable name="fall" select="($betreuungen/betreuung/stichprobe/fall)[1]"/>
    <em>
      <xsl:text>printf&#xA0;%s&#xA0;'</xsl:text>
      <xsl:value-of select="$lauf/@kennung"/>
      <xsl:text>/</xsl:text>
      <xsl:choose>
        <xsl:when test="$fall"><xsl:value-of select="$fall/../../@kennung"/>/<xsl:value-of select="$fall/erklaerung/@kundennummer"/></xsl:when>
        <xsl:otherwise>Kürzel/Kundennummer</xsl:otherwise>
      </xsl:choose>
      <xsl:text>'&#xA0;|&#xA0;sha256sum</xsl:text>
    </em>
    <xsl:choose>
      <xsl:when test="$fall"> ergibt <xsl:value-of select="$fall/@pruefzahl"/>…</xsl:when>
      <xsl:otherwise>.</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
